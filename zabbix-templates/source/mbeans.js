// What is read of each MBean, and of rows within, and of what kind it is. With a question mark: null where the kernel tells none;
// with two: left out there, too.
var READ = {
    Fragmentation: {
        Supported: 'flag', State: 'state', StateReason: 'text?', Cause: 'text?', Advice: 'text?', StateSince: 'number?',
        UnusableFreePercent: 'number?', WorstZone: 'text?', WatchOrder: 'number', WatchOrders: 'numbers', AvailableBlocks: 'number?',
        UsableBytes: 'number?', FreeBytes: 'number?', FragmentationIndex: 'number?', TrendPercentPerHour: 'number?',
        HoursToCritical: 'number?', PageSizeBytes: 'number?', FreeBlocks: 'numbers?', UnusableFreePercentByOrder: 'numbers?',
        Zones: 'maps of maps?'
    },
    Compaction: {},
    AllocationFailures: {
        Count: 'number?', Source: 'text?', Reasons: 'texts', LostRecords: 'number', LastTime: 'number?', LastOrder: 'number?',
        LastMessage: 'text?'
    },
    Relief: {
        Available: 'maps', Running: 'flag', Step: 'text?', CooldownSecondsLeft: 'number', DropCooldownSecondsLeft: 'number',
        LastReport: 'map?'
    },
    Agent: {Version: 'text', Uptime: 'number', SampleMicros: 'number?', Warnings: 'texts'}
};
OPTIONAL.forEach(function (name) { READ.Compaction[name] = 'number??'; });
var ZONE = {
    node: 'number', zone: 'text', watched: 'flag?', unusableFreePercent: 'number?', availableBlocks: 'number?', freeBytes: 'number?',
    lowWatermarkBytes: 'number?'
};
var AVAILABLE = {allowed: 'flag', obstacle: 'text?'};
var REPORT = {
    succeeded: 'flag', id: 'number', startTime: 'number?', freedBytes: 'number?', unusableFreePercentBefore: 'number?',
    unusableFreePercentAfter: 'number?', operation: 'text?', requestedBy: 'text?', outcome: 'text?', conclusion: 'text?'
};
var KINDS = {
    flag: function (given) { return typeof given === 'boolean'; },
    state: function (given) { return [0, 1, 2, 3].indexOf(given) >= 0; },
    number: function (given) { return typeof given === 'number' && isFinite(given); },
    text: function (given) { return typeof given === 'string'; },
    numbers: function (given) { return given instanceof Array && given.every(KINDS.number); },
    texts: function (given) { return given instanceof Array && given.every(KINDS.text); },
    map: function (given) { return given !== null && typeof given === 'object' && !(given instanceof Array); },
    maps: function (given) { return KINDS.map(given) && valuesOf(given).every(KINDS.map); },
    'maps of maps': function (given) { return KINDS.map(given) && valuesOf(given).every(KINDS.maps); }
};

/** What is wanted of it, '' for what is known not to be told; what is missing or of another kind is left out, and named. */
function understood(name, given, wanted, lacking) {
    var result = {};
    Object.keys(wanted).forEach(function (each) {
        var kind = /^([^?]*)([?]*)$/.exec(wanted[each]);
        if (given[each] === null && kind[2] !== '' || given[each] === undefined && kind[2] === '??') {
            result[each] = '';
        } else if (KINDS[kind[1]](given[each])) {
            result[each] = given[each];
        } else {
            lacking[name + '.' + each] = true;
        }
    });
    return result;
}

function valuesOf(map) {
    return Object.keys(map).map(function (key) { return map[key]; });
}
