// What the dependent items choose from, made of the MBeans.
var NO_FORECAST = -1;
var NO_RELIEF_YET = 2;
// Upper ends, bytes. 32 KiB is order 3 with 4 KiB pages, the kernel's own costly order; 2 MiB is a huge page of x86.
var SIZES = {UnderThirtyTwoKiB: 32768, UnderQuarterMiB: 262144, UnderTwoMiB: 2097152, Larger: Infinity};
var BARS = '▁▂▃▄▅▆▇█';

function figures(beans, lacking) {
    var host = beans.Fragmentation;
    if (host.HoursToCritical === '' && host.Supported) {
        host.HoursToCritical = NO_FORECAST;
    }
    if ((host.FreeBlocks || []).length < (host.UnusableFreePercentByOrder || []).length) {
        lacking['Fragmentation.FreeBlocks'] = true;
    }
    var result = {
        Fragmentation: scalars(host),
        shares: shares(host),
        heat: heat(host),
        zones: zones(host, lacking),
        orders: orders(host),
        glance: glance(host),
        Agent: {}
    };
    // A list that is not told is not one that is empty.
    if (host.Zones !== undefined) {
        result.zoneList = listed(result.zones, ['node', 'zone', 'watched']);
    }
    if (host.UnusableFreePercentByOrder !== undefined && host.PageSizeBytes !== undefined) {
        result.orderList = listed(result.orders, ['order', 'size']);
    }
    if (beans.Compaction) {
        result.Compaction = counters(beans.Compaction);
    }
    if (beans.AllocationFailures) {
        result.AllocationFailures = failures(beans.AllocationFailures);
    }
    if (beans.Agent) {
        result.Agent = scalars(beans.Agent);
        result.Agent.Warnings = lines(beans.Agent.Warnings);
    }
    if (beans.Relief) {
        result.Relief = relief(beans.Relief, lacking);
    }
    return result;
}

/** Without lists and maps. */
function scalars(bean) {
    var result = {};
    Object.keys(bean).forEach(function (name) {
        if (typeof bean[name] !== 'object') {
            result[name] = bean[name];
        }
    });
    return result;
}

function lines(texts) {
    return texts && texts.join('\n');
}

/** What this kernel does not count is '', and no error. But none counts nothing at all: then its file cannot be read. */
function counters(bean) {
    var ofVmstat = Object.keys(bean).filter(function (name) { return name.indexOf('Pressure') !== 0; });
    var unread = ofVmstat.every(function (name) { return bean[name] === ''; });
    var result = scalars(bean);
    if (unread) {
        ofVmstat.forEach(function (name) { delete result[name]; });
    }
    return result;
}

function failures(bean) {
    var result = scalars(bean);
    result.Reasons = lines(bean.Reasons);
    result.LastTold = toldOfFailure(bean);
    if (bean.Count !== undefined) {
        result.Counted = bean.Count === '' ? 0 : 1;
    }
    return result;
}

/** Percent of the free memory by size of its blocks; none when nothing is free. */
function shares(host) {
    var result = {};
    if (!host.FreeBlocks || !host.PageSizeBytes) {
        return result;
    }
    var free = 0;
    var bytes = {};
    host.FreeBlocks.forEach(function (count, order) {
        var block = host.PageSizeBytes * Math.pow(2, order);
        var name = Object.keys(SIZES).filter(function (size) { return block < SIZES[size]; })[0];
        bytes[name] = (bytes[name] || 0) + count * block;
        free += count * block;
    });
    Object.keys(SIZES).forEach(function (name) {
        result[name] = free > 0 ? Math.round(1000 * (bytes[name] || 0) / free) / 10 : '';
    });
    return result;
}

/** Unusable percent of each order as a bar, the watched orders in brackets. */
function heat(host) {
    if (!host.WatchOrders || !host.UnusableFreePercentByOrder) {
        return '';
    }
    return host.UnusableFreePercentByOrder.map(function (percent, order) {
        var bar = order + BARS.charAt(Math.max(0, Math.min(BARS.length - 1, Math.floor(percent * BARS.length / 100))));
        return host.WatchOrders.indexOf(order) >= 0 ? '[' + bar + ']' : bar;
    }).join(' ');
}

function zones(host, lacking) {
    var result = {};
    // Sorted: the list is taken up again when it changes.
    Object.keys(host.Zones || {}).sort().forEach(function (node) {
        Object.keys(host.Zones[node]).sort().forEach(function (name) {
            var zone = understood('Fragmentation.Zones', host.Zones[node][name], ZONE, lacking);
            if (zone.node === undefined || zone.zone === undefined) {
                return;
            }
            if (KINDS.number(zone.availableBlocks) && KINDS.number(host.WatchOrder) && host.PageSizeBytes) {
                zone.usableBytes = zone.availableBlocks * host.PageSizeBytes * Math.pow(2, host.WatchOrder);
            }
            zone.watched = zone.watched ? 1 : 0;
            result[node + ' ' + name] = zone;
        });
    });
    return result;
}

function orders(host) {
    var result = {};
    if (!host.PageSizeBytes) {
        return result;
    }
    (host.UnusableFreePercentByOrder || []).forEach(function (percent, order) {
        var kib = host.PageSizeBytes * Math.pow(2, order) / 1024;
        result[order] = {
            order: order,
            size: kib < 1024 ? kib + ' KiB' : kib / 1024 + ' MiB',
            unusable: percent,
            freeBlocks: (host.FreeBlocks || [])[order]
        };
    });
    return result;
}

function listed(map, names) {
    return valuesOf(map).map(function (each) {
        var row = {};
        names.forEach(function (name) { row[name] = each[name]; });
        return row;
    });
}

function relief(bean, lacking) {
    var result = scalars(bean);
    if (bean.Available) {
        var allowed = 0;
        var obstacles = {};
        Object.keys(bean.Available).forEach(function (name) {
            var operation = understood('Relief.Available', bean.Available[name], AVAILABLE, lacking);
            if (operation.allowed) {
                allowed++;
            } else {
                obstacles[name + ': ' + operation.obstacle] = true;
            }
        });
        result.Allowed = allowed;
        result.Obstacles = Object.keys(obstacles).join('\n');
    }
    if (bean.Running !== undefined) {
        result.Running = bean.Running ? 1 : 0;
    }
    if (bean.LastReport !== undefined) {
        result.last = report(bean.LastReport, lacking);
    }
    return result;
}

function report(last, lacking) {
    if (last === '') {
        var none = {};
        Object.keys(REPORT).forEach(function (name) { none[name] = ''; });
        none.succeeded = NO_RELIEF_YET;
        none.id = 0;
        none.told = '';
        return none;
    }
    var result = understood('Relief.LastReport', last, REPORT, lacking);
    if (result.succeeded !== undefined) {
        result.succeeded = result.succeeded ? 1 : 0;
    }
    result.told = toldOfRelief(result);
    return result;
}
