// Has memfrag-agent start a relief, and returns at once: what it brought comes with the next poll.
var CEILINGS = ['compact', 'pagecache', 'all'];
// As the kernel counts them. Of a list to choose from only the first word is asked for.
var CACHES = {pagecache: 1, dentries: 2, both: 3};
var RELIEF = 'memfrag:type=Relief';
var LATER = '. What it brings comes with the next poll';

try {
    return started(JSON.parse(value));
} catch (error) {
    throw 'memfrag: ' + error;
}

function started(wanted) {
    Object.keys(wanted).forEach(function (name) {
        // Zabbix leaves a macro as it is that the host does not have.
        if (/^\{\$/.test(wanted[name])) {
            throw 'macro ' + wanted[name] + ' is not set: the host needs the template "Linux memory fragmentation by HTTP"';
        }
    });
    if (wanted.user === '') {
        throw 'set {' + '$MEMFRAG.RELIEF.USER} and its password to a user of the agent with the role operate';
    }
    switch (wanted.operation) {
    case 'relieve':
        return relieve(wanted);
    case 'drop':
        return drop(wanted);
    case 'compact':
        return 'started relief ' + exec(wanted, 'startCompactMemory()', []) + ': compaction' + LATER;
    default:
        throw 'no such operation: ' + wanted.operation;
    }
}

function relieve(wanted) {
    if (CEILINGS.indexOf(wanted.max) < 0) {
        throw 'the ceiling is ' + wanted.max + ', it may be ' + CEILINGS.join(', ');
    }
    var order = ask(wanted, {type: 'read', mbean: 'memfrag:type=Fragmentation', attribute: 'WatchOrder'});
    var id = exec(wanted, 'startRelieve(int,java.lang.String)', [order, wanted.max]);
    return 'started relief ' + id + ' for blocks of order ' + order + ', up to ' + wanted.max + LATER;
}

function drop(wanted) {
    var caches = wanted.caches.split(' ')[0];
    if (!CACHES[caches]) {
        throw 'no such caches: ' + wanted.caches;
    }
    return 'started relief ' + exec(wanted, 'startDropCaches(int)', [CACHES[caches]]) + ': drop of ' + wanted.caches + LATER;
}

function exec(wanted, operation, args) {
    return ask(wanted, {type: 'exec', mbean: RELIEF, operation: operation, arguments: args});
}

/** The value that the agent answers. */
function ask(wanted, question) {
    var request = new HttpRequest();
    request.addHeader('Content-Type: application/json');
    request.addHeader('Authorization: Basic ' + btoa(wanted.user + ':' + wanted.password));
    var text = request.post(wanted.scheme + '://' + wanted.host + ':' + wanted.port + wanted.path, JSON.stringify(question));
    var answer = null;
    try {
        answer = JSON.parse(text);
    } catch (notJson) {
        // Told below.
    }
    if (answer === null || typeof answer !== 'object') {
        throw 'HTTP ' + request.getStatus() + ', what answers is not Jolokia';
    }
    if (answer.status !== 200) {
        throw 'HTTP ' + answer.status + ': ' + answer.error;
    }
    return answer.value;
}
