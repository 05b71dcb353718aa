// The agent's answer, HTTP headers first, as one small document for the dependent items. It never throws: what is wrong stands in
// Agent.Error, the state is then UNKNOWN, and items of what is missing find nothing and say so.
var NEEDED = ['Fragmentation', 'Compaction', 'AllocationFailures', 'Relief', 'Agent'];
var ANSWERS = 0, IN_PART = 1, NOT_AT_ALL = 2;
var STATE_UNKNOWN = 3;
var NO_FORECAST = -1;
var NO_RELIEF_YET = 2;
// Upper ends, bytes. 32 KiB is order 3 with 4 KiB pages, the kernel's own costly order; 2 MiB is a huge page of x86.
var SIZES = {UnderThirtyTwoKiB: 32768, UnderQuarterMiB: 262144, UnderTwoMiB: 2097152, Larger: Infinity};
var BARS = '▁▂▃▄▅▆▇█';

var read = beans(value);
var result = read.error === '' || read.Fragmentation ? figures(read) : {Fragmentation: {}};
result.Agent = result.Agent || {};
result.Agent.Error = read.error;
result.Agent.Answer = read.error === '' ? ANSWERS : read.Fragmentation ? IN_PART : NOT_AT_ALL;
if (!read.Fragmentation) {
    result.Fragmentation = {State: STATE_UNKNOWN, StateReason: 'No reading: ' + read.error};
}
return JSON.stringify(result);

/** The MBeans by type, without those that failed, and error: '' or what is wrong and what to do. */
function beans(answer) {
    var found = {error: ''};
    var http = parted(answer);
    var json = null;
    try {
        json = JSON.parse(http.body);
    } catch (notJson) {
        // Told below, with the HTTP status.
    }
    if (http.status !== 200) {
        found.error = refusal(http.status, json);
        return found;
    }
    if (json === null || typeof json !== 'object') {
        found.error = 'What answers is not Jolokia but says "' + http.body.substring(0, 60) + '": check port and path';
        return found;
    }
    var troubles = [];
    (json instanceof Array ? json : [json]).forEach(function (one) {
        if (one.status !== 200) {
            troubles.push(one.error || 'HTTP status ' + one.status);
            return;
        }
        take(found, one.request.mbean, one.value);
    });
    var missing = NEEDED.filter(function (type) { return !found[type]; });
    if (missing.length > 0) {
        found.error = 'The agent does not tell ' + missing.join(', ') + ': it and this template must be of one version'
            + (troubles.length > 0 ? ' (' + troubles.join('; ') + ')' : '');
    }
    return found;
}

/** What was read by a pattern comes as a map by name. */
function take(found, name, value) {
    if (name.indexOf('*') >= 0) {
        Object.keys(value).forEach(function (each) { take(found, each, value[each]); });
        return;
    }
    var type = /^memfrag:type=([A-Za-z]+)$/.exec(name);
    if (type && value !== null) {
        found[type[1]] = value;
    }
}

function parted(answer) {
    var rest = answer;
    var status = 0;
    var head;
    // There are two heads after a '100 Continue'.
    while ((head = /^HTTP\/[0-9.]+ ([0-9]+)[^]*?\r?\n\r?\n/.exec(rest)) !== null) {
        status = parseInt(head[1], 10);
        rest = rest.substring(head[0].length);
    }
    return {status: status, body: rest};
}

function refusal(status, json) {
    var said = json && json.error ? ': ' + json.error : '';
    switch (status) {
    case 0:
        return 'No HTTP answer: connection refused, timed out, name not resolved or TLS failed. The test button of the item'
            + ' "Get answer" tells which';
    case 401:
        return 'HTTP 401, the login was refused: check the macros of user and password' + said;
    case 403:
        return 'HTTP 403, this user may not read memfrag' + said;
    case 429:
        // After some failed logins the agent looks at no further one for a while.
        return 'HTTP 429, too many requests or failed logins: check the macros of user and password' + said;
    case 404:
        return 'HTTP 404, nothing is there: check the macro of the path' + said;
    default:
        return 'HTTP ' + status + said;
    }
}

function figures(read) {
    var host = read.Fragmentation;
    var result = {
        Fragmentation: known(host),
        shares: shares(host),
        heat: heat(host),
        zones: zones(host),
        orders: orders(host)
    };
    result.zoneList = listed(result.zones, ['node', 'zone', 'watched']);
    result.orderList = listed(result.orders, ['order', 'size']);
    if (host.Supported && typeof host.HoursToCritical !== 'number') {
        result.Fragmentation.HoursToCritical = NO_FORECAST;
    }
    if (read.Compaction) {
        result.Compaction = known(read.Compaction);
        // One item each, whether or not this kernel counts it: what it does not count is no error.
        OPTIONAL.forEach(function (name) {
            if (typeof read.Compaction[name] !== 'number') {
                result.Compaction[name] = '';
            }
        });
    }
    if (read.AllocationFailures) {
        result.AllocationFailures = known(read.AllocationFailures);
    }
    if (read.Agent) {
        result.Agent = known(read.Agent);
        result.Agent.Warnings = read.Agent.Warnings.join('\n');
    }
    if (read.Relief) {
        result.Relief = relief(read.Relief);
    }
    return result;
}

/** Scalars only; what the agent does not know is '', never 0. */
function known(bean) {
    var scalars = {};
    Object.keys(bean).forEach(function (name) {
        var figure = bean[name];
        if (figure === null) {
            scalars[name] = '';
        } else if (typeof figure !== 'object') {
            scalars[name] = figure;
        }
    });
    return scalars;
}

/** Percent of the free memory by size of its blocks; none when nothing is free. */
function shares(host) {
    var free = 0;
    var bytes = {};
    (host.FreeBlocks || []).forEach(function (count, order) {
        var block = host.PageSizeBytes * Math.pow(2, order);
        var name = Object.keys(SIZES).filter(function (size) { return block < SIZES[size]; })[0];
        bytes[name] = (bytes[name] || 0) + count * block;
        free += count * block;
    });
    var result = {};
    Object.keys(SIZES).forEach(function (name) {
        result[name] = free > 0 ? Math.round(1000 * (bytes[name] || 0) / free) / 10 : '';
    });
    return result;
}

/** Unusable percent of each order as a bar, the watched orders in brackets. */
function heat(host) {
    return (host.UnusableFreePercentByOrder || []).map(function (percent, order) {
        var bar = order + BARS.charAt(Math.min(BARS.length - 1, Math.floor(percent * BARS.length / 100)));
        return host.WatchOrders.indexOf(order) >= 0 ? '[' + bar + ']' : bar;
    }).join(' ');
}

function zones(host) {
    var result = {};
    // Sorted: the list is taken up again when it changes.
    Object.keys(host.Zones || {}).sort().forEach(function (node) {
        Object.keys(host.Zones[node]).sort().forEach(function (name) {
            var zone = host.Zones[node][name];
            var figures = known(zone);
            if (typeof zone.availableBlocks === 'number') {
                figures.usableBytes = zone.availableBlocks * host.PageSizeBytes * Math.pow(2, host.WatchOrder);
            }
            figures.watched = zone.watched ? 1 : 0;
            result[node + ' ' + name] = figures;
        });
    });
    return result;
}

function orders(host) {
    var result = {};
    (host.UnusableFreePercentByOrder || []).forEach(function (percent, order) {
        var kib = host.PageSizeBytes * Math.pow(2, order) / 1024;
        result[order] = {
            order: order,
            size: kib < 1024 ? kib + ' KiB' : kib / 1024 + ' MiB',
            unusable: percent,
            freeBlocks: host.FreeBlocks[order]
        };
    });
    return result;
}

function listed(map, names) {
    return Object.keys(map).map(function (key) {
        var row = {};
        names.forEach(function (name) { row[name] = map[key][name]; });
        return row;
    });
}

function relief(bean) {
    var result = known(bean);
    var last = bean.LastReport || {};
    var obstacles = {};
    result.Allowed = 0;
    Object.keys(bean.Available).forEach(function (name) {
        if (bean.Available[name].allowed) {
            result.Allowed++;
        } else {
            obstacles[name + ': ' + bean.Available[name].obstacle] = true;
        }
    });
    result.Obstacles = Object.keys(obstacles).join('\n');
    result.Running = bean.Running ? 1 : 0;
    result.last = known(last);
    result.last.succeeded = bean.LastReport ? (last.succeeded ? 1 : 0) : NO_RELIEF_YET;
    ['id', 'startTime', 'freedBytes', 'unusableFreePercentBefore', 'unusableFreePercentAfter', 'operation', 'requestedBy', 'outcome',
        'conclusion']
        .forEach(function (name) {
            if (result.last[name] === undefined) {
                result.last[name] = '';
            }
        });
    return result;
}
