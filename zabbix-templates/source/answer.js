// The agent's answer, HTTP headers first, as one small document for the dependent items. It never throws: what is wrong stands in
// Agent.Error, the state is then UNKNOWN, and items of what is missing find nothing and say so.
var ANSWERS = 0, IN_PART = 1, NOT_AT_ALL = 2;
// Characters. Agents of the largest hosts stay far below; more would only fill the memory of who reads it.
var LARGEST_ANSWER = 8000000, LONGEST_QUOTE = 60, LONGEST_REASON = 500;
var NAMED_AT_MOST = 10;

try {
    return JSON.stringify(told(String(value)));
} catch (unexpected) {
    // Out of memory, or a mistake of this script.
    return JSON.stringify(nothing('This template cannot read the answer: ' + unexpected));
}

/** What the dependent items choose from. */
function told(text) {
    if (text.length > LARGEST_ANSWER) {
        return nothing('What answers is not memfrag-agent: it says ' + text.length + ' characters: check port and path');
    }
    var http = parted(text);
    var json = parsed(http.body);
    if (http.status !== 200) {
        return nothing(refusal(http.status, json, http.body));
    }
    var answers = (json instanceof Array ? json : [json]).filter(isOfJolokia);
    if (answers.length === 0) {
        return nothing('What answers is not Jolokia but says "' + quoted(http.body) + '": check port and path');
    }
    var beans = {};
    var refused = [];
    answers.forEach(function (one) {
        if (one.status === 200) {
            take(beans, one.request.mbean, one.value);
        } else {
            refused.push(KINDS.text(one.error) ? one.error : 'status ' + one.status);
        }
    });
    var lacking = {};
    Object.keys(READ).forEach(function (type) {
        if (beans[type]) {
            beans[type] = understood(type, beans[type], READ[type], lacking);
        } else {
            lacking[type] = true;
        }
    });
    // Last, since rows within may lack something, too.
    var result = beans.Fragmentation ? figures(beans, lacking) : null;
    var error = complaint(Object.keys(lacking), refused);
    if (result === null) {
        return nothing(error);
    }
    result.Agent.Answer = error === '' ? ANSWERS : IN_PART;
    result.Agent.Error = error;
    return result;
}

function nothing(error) {
    return {
        Agent: {Answer: NOT_AT_ALL, Error: error},
        Fragmentation: {State: STATE_UNKNOWN, StateReason: 'No reading: ' + error},
        glance: glance({State: STATE_UNKNOWN})
    };
}

function complaint(lacking, refused) {
    if (lacking.length === 0) {
        return '';
    }
    var more = lacking.length - NAMED_AT_MOST;
    return 'The agent does not tell ' + lacking.slice(0, NAMED_AT_MOST).join(', ') + (more > 0 ? ' and ' + more + ' more' : '')
        + ': it and this template must be of one version'
        + (refused.length > 0 ? ' (' + refused.slice(0, NAMED_AT_MOST).join('; ').substring(0, LONGEST_REASON) + ')' : '');
}

function parsed(text) {
    try {
        return JSON.parse(text);
    } catch (notJson) {
        return null;
    }
}

/** Of something else every byte may come, and what a database takes is told only. */
function quoted(text) {
    return text.substring(0, LONGEST_QUOTE).replace(/[^\x20-\x7e]/g, '?');
}

function isOfJolokia(answer) {
    return KINDS.map(answer) && KINDS.number(answer.status)
        && (answer.status !== 200 || KINDS.map(answer.request) && KINDS.text(answer.request.mbean));
}

/** What was read by a pattern comes as a map by name. */
function take(beans, name, given) {
    if (!KINDS.map(given)) {
        return;
    }
    (name.indexOf('*') >= 0 ? Object.keys(given) : [name]).forEach(function (each) {
        var type = /^memfrag:type=([A-Za-z]+)$/.exec(each);
        var bean = each === name ? given : given[each];
        if (type && KINDS.map(bean)) {
            beans[type[1]] = bean;
        }
    });
}

function parted(answer) {
    var rest = answer;
    var status = 0;
    var head;
    // There are two heads after a '100 Continue'.
    while ((head = /^HTTP\/[0-9.]+ ([0-9]+)/.exec(rest)) !== null) {
        var ends = ['\n\r\n', '\n\n'].filter(function (end) { return rest.indexOf(end) >= 0; })
            .map(function (end) { return rest.indexOf(end) + end.length; });
        if (ends.length === 0) {
            break;
        }
        status = parseInt(head[1], 10);
        rest = rest.substring(Math.min.apply(null, ends));
    }
    return {status: status, body: rest};
}

function refusal(status, json, body) {
    if (status !== 0 && status !== 401 && body.trim() !== '' && !KINDS.map(json)) {
        // A page of errors, of whatever has the port.
        return 'HTTP ' + status + ', what answers is not Jolokia but says "' + quoted(body) + '": check port and path';
    }
    var said = KINDS.map(json) && KINDS.text(json.error) ? ': ' + json.error.substring(0, LONGEST_REASON) : '';
    switch (status) {
    case 0:
        return 'No HTTP answer: connection refused, timed out, name not resolved or TLS failed. The test button of the item'
            + ' "Get answer" tells which';
    case 401:
        return 'HTTP 401, ' + LOGIN_REFUSED + said;
    case 403:
        return 'HTTP 403, this user may not read memfrag' + said;
    case 429:
        // After some failed logins the agent looks at no further one for a while.
        return 'HTTP 429, ' + TOO_MUCH + said;
    case 404:
        return 'HTTP 404, nothing is there: check the macro of the path' + said;
    default:
        return 'HTTP ' + status + said;
    }
}
