// Has memfrag-agent start a relief, and returns at once: what it brought comes with the next poll.
var CEILINGS = ['compact', 'pagecache', 'all'];
var CEILING_MACROS = '{$MEMFRAG.RELIEF.MAX} of the host (for an action {$MEMFRAG.RELIEF.AUTO.MAX})';
// As the kernel counts them. Of a list to choose from only the first word is asked for.
var CACHES = {pagecache: 1, dentries: 2, both: 3};
var RELIEF = 'memfrag:type=Relief';
// Zabbix leaves a macro as it is that the host does not have.
var UNRESOLVED = /^\{\$MEMFRAG\.[A-Z.]+\}$/;
// What Zabbix makes of {HOST.CONN}.
var NO_INTERFACE = '*UNKNOWN*';
var LATER = '. What it brings comes with the next poll';

try {
    return started(JSON.parse(value));
} catch (error) {
    throw 'memfrag: ' + error;
}

function started(wanted) {
    Object.keys(wanted).forEach(function (name) {
        // All are of one template: the password, which must not be shown, need not be looked at.
        if (name !== 'password' && UNRESOLVED.test(wanted[name])) {
            throw 'macro ' + wanted[name] + ' is not set: the host needs the template "Linux memory fragmentation by HTTP"';
        }
    });
    if (wanted.host === NO_INTERFACE) {
        throw 'the host needs an interface, of any type, with the address that memfrag-agent listens on';
    }
    if (wanted.user === '') {
        throw 'set {$MEMFRAG.RELIEF.USER} and its password to a user of the agent with the role operate';
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
        throw CEILING_MACROS + ' is ' + wanted.max + ', it may be ' + CEILINGS.join(', ');
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

/** The number that the agent answers: an id, or an order. */
function ask(wanted, question) {
    var request = new HttpRequest();
    request.addHeader('Content-Type: application/json');
    request.addHeader('Authorization: Basic ' + btoa(wanted.user + ':' + wanted.password));
    var answer = parsed(posted(request, address(wanted), JSON.stringify(question)));
    if (typeof answer.status !== 'number') {
        throw 'HTTP ' + request.getStatus() + ', what answers is not Jolokia';
    }
    if (answer.status !== 200) {
        throw whatToDo(wanted.operation, answer.error) + 'HTTP ' + answer.status + ': ' + (answer.error || 'no reason is told');
    }
    if (typeof answer.value !== 'number') {
        throw 'what answers is Jolokia, but not memfrag-agent';
    }
    return answer.value;
}

function posted(request, url, body) {
    try {
        return request.post(url, body);
    } catch (error) {
        throw 'the Zabbix server gets no answer from ' + url + ': ' + error.message;
    }
}

/** In words of Zabbix; the agent's own are for its command line. */
function whatToDo(operation, refusal) {
    var ceiling = /may go up to ([a-z]+)/.exec(refusal);
    if (!ceiling) {
        return '';
    }
    return (operation === 'relieve' ? 'set ' + CEILING_MACROS + ' to ' + ceiling[1] : 'choose a milder entry of the menu') + ': ';
}

function address(wanted) {
    var host = wanted.host.indexOf(':') < 0 ? wanted.host : '[' + wanted.host + ']';
    return wanted.scheme + '://' + host + ':' + wanted.port + wanted.path;
}

/** An object without a status when it is something else than an answer of Jolokia. */
function parsed(text) {
    try {
        return JSON.parse(text) || {};
    } catch (notJson) {
        return {};
    }
}
