// What a dashboard shows that nobody needs to study. It always says something, and nothing of before.
var STATES = ['OK', 'WARNING', 'CRITICAL', 'UNKNOWN'];
var STATE_CRITICAL = 2, STATE_UNKNOWN = 3;
var NO_READING = 'no reading';

function glance(host) {
    var shown = {
        unusable: KINDS.number(host.UnusableFreePercent) ? tenths(host.UnusableFreePercent) + ' %' : NO_READING,
        blocks: KINDS.number(host.AvailableBlocks) && KINDS.number(host.WatchOrder)
            ? host.AvailableBlocks + ' of order ' + host.WatchOrder : NO_READING,
        outlook: KINDS.number(host.UnusableFreePercent) ? outlook(host) : NO_READING
    };
    // The share, in the one that the state names: stacked they are a curve that changes its color.
    var state = KINDS.state(host.State) && KINDS.number(host.UnusableFreePercent) ? host.State : STATE_UNKNOWN;
    STATES.forEach(function (name, each) {
        shown[name] = each !== state ? 0 : each === STATE_UNKNOWN ? 100 : host.UnusableFreePercent;
    });
    return shown;
}

function outlook(host) {
    if (host.State === STATE_CRITICAL || host.HoursToCritical === 0) {
        return 'now';
    }
    if (host.HoursToCritical > 0) {
        return 'in ' + tenths(host.HoursToCritical) + ' h';
    }
    return KINDS.number(host.TrendPercentPerHour) ? 'not in sight' : 'too early to tell';
}

function tenths(figure) {
    return Math.round(10 * figure) / 10;
}

/** Numbered, so that two of the same words are two, and with its own time: the first poll tells of one of before; '' before the first. */
function toldOfFailure(bean) {
    var at = KINDS.number(bean.LastTime) ? ' at ' + new Date(bean.LastTime).toISOString().substring(0, 19).replace('T', ' ') + ' UTC' : '';
    return bean.Count && bean.LastMessage ? 'No. ' + bean.Count + at + ': ' + bean.LastMessage : '';
}

function toldOfRelief(report) {
    var head = ['No. ' + report.id, report.operation, report.requestedBy].filter(Boolean).join(', ');
    return report.id && report.conclusion ? head + ': ' + report.conclusion : '';
}
