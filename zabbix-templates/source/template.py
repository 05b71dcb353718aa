"""The two templates, put together from items, triggers and dashboard."""
import hashlib
import json
import os

import dashboard
import items
import triggers
from triggers import Macro

HERE = os.path.dirname(os.path.abspath(__file__))
FORMAT = '6.0'
DATE = '2026-01-01T00:00:00Z'
VENDOR_GROUPS = {'Templates/Applications': 'a571c0d144b14fd4a87a9d9b2aa9fcd6',
                 'Templates/Operating systems': '846977d1dfed4968bc5f8bdb363285bc'}
GROUP = 'Templates/Operating systems'
HISTORY, TEXT_HISTORY, TRENDS = '7d', '31d', '365d'
MASTER_KEY = 'memfrag.get'
# In the order in which they make one script: the last begins.
SCRIPTS = ('mbeans.js', 'figures.js', 'glance.js', 'answer.js')
# Zones come and go with memory hotplug.
LIFETIME = '7d'

OVERVIEW = (
    "Fragmentation of a Linux host's physical memory as memfrag-agent, a Java agent, tells it: its verdict, and the kernel's own"
    ' figures by zone and order, failed page allocations, and the reliefs that were run.\n')

# For the webhooks that remediation/memfrag_actions sets up: only an agent that the server reaches can be told to relieve.
RELIEF_MACROS = (
    Macro('{$MEMFRAG.RELIEF.USER}', '', 'A user of the agent with the role operate, for the actions in the menu of the host.'),
    Macro('{$MEMFRAG.RELIEF.PASSWORD}', '', 'The password.', secret=True),
    Macro('{$MEMFRAG.RELIEF.MAX}', 'all', 'How far a relief from the menu may go: compact, pagecache or all.'),
    Macro('{$MEMFRAG.RELIEF.AUTO.MAX}', 'compact', 'How far a relief by an action may go: compact, pagecache or all.'),
)


class ByHttp:
    name = 'Linux memory fragmentation by HTTP'
    file = 'linux_memory_fragmentation_http.yaml'
    description = OVERVIEW + (
        '\nThe server or proxy asks the agent over HTTP, one request a poll. The agent must listen on an address that they reach,'
        ' with a user of the role read.\n')
    macros = (
        Macro('{$MEMFRAG.SCHEME}', 'http', 'http or https.'),
        Macro('{$MEMFRAG.PORT}', '8797', 'Port of the agent.'),
        Macro('{$MEMFRAG.PATH}', '/jolokia/', 'Path of the agent.'),
        Macro('{$MEMFRAG.USER}', '', 'A user of the agent with the role read.'),
        Macro('{$MEMFRAG.PASSWORD}', '', 'The password.', secret=True),
        Macro('{$MEMFRAG.TIMEOUT}', '5s', 'So long an answer may take.'),
    ) + RELIEF_MACROS

    # What its master item says of refusals; the script may name no macro, since Zabbix would put its value there.
    login_refused = 'the login was refused: check the macros of user and password'
    too_much = 'too many requests or failed logins: check the macros of user and password'

    @staticmethod
    def master():
        wanted = [{'type': 'read', 'mbean': 'memfrag:type=' + mbean}
                  for mbean in ('Fragmentation', 'Compaction', 'AllocationFailures', 'Relief', 'Agent')]
        return {
            'type': 'HTTP_AGENT', 'key': MASTER_KEY,
            'authtype': 'BASIC', 'username': '{$MEMFRAG.USER}', 'password': '{$MEMFRAG.PASSWORD}',
            'timeout': '{$MEMFRAG.TIMEOUT}',
            'url': '{$MEMFRAG.SCHEME}://{HOST.CONN}:{$MEMFRAG.PORT}{$MEMFRAG.PATH}',
            'posts': json.dumps(wanted),
            # Any: the body of a refusal says why.
            'status_codes': '',
            'headers': [{'name': 'Content-Type', 'value': 'application/json'}],
            'retrieve_mode': 'BOTH', 'request_method': 'POST', 'verify_peer': 'YES', 'verify_host': 'YES',
        }


class ByZabbixAgent:
    name = 'Linux memory fragmentation by Zabbix agent'
    file = 'linux_memory_fragmentation_agent.yaml'
    description = OVERVIEW + (
        '\nThe Zabbix agent of the host asks it on loopback, one request a poll: the way of its defaults, no user is needed.\n')
    macros = (
        Macro('{$MEMFRAG.HOST}', '127.0.0.1', 'Where the agent listens, as the host itself sees it.'),
        Macro('{$MEMFRAG.PORT}', '8797', 'Port of the agent.'),
        Macro('{$MEMFRAG.PATH}', '/jolokia/', 'Path of the agent.'),
    )

    login_refused = ('the agent wants a login, and the Zabbix agent has none to give: let memfrag-agent answer loopback without'
                     ' (http.anonymous), or use the template by HTTP')
    too_much = 'too many requests or failed logins of this address: what else asks memfrag-agent from this host?'

    @staticmethod
    def master():
        # A GET names one MBean or a pattern. This one leaves out the MBeans of zones: their figures are in Fragmentation, too.
        return {'type': 'ZABBIX_PASSIVE',
                'key': 'web.page.get[{$MEMFRAG.HOST},{$MEMFRAG.PATH}read/memfrag:type=*,{$MEMFRAG.PORT}]'}


WAYS = (ByHttp, ByZabbixAgent)


def exported(way):
    """The file's content as plain data."""
    return {'zabbix_export': {
        'version': FORMAT, 'date': DATE, 'groups': [{'uuid': VENDOR_GROUPS[GROUP], 'name': GROUP}],
        'templates': [template(way)], 'triggers': [trigger(way, each, '') for each in triggers.HOST_TRIGGERS],
        'graphs': [graph(way, each) for each in dashboard.GRAPHS]}}


def template(way):
    return {
        'uuid': uuid(way, 'template'), 'template': way.name, 'name': way.name, 'description': way.description,
        'groups': [{'name': GROUP}],
        'items': [master(way)] + [item(way, each, way.master()['key']) for each in items.HOST],
        'discovery_rules': [discovery(way, each) for each in items.DISCOVERIES],
        'tags': [tag('class', 'os'), tag('target', 'linux')],
        'macros': [macro(each) for each in sorted(way.macros + triggers.THRESHOLDS, key=lambda each: each.name)],
        'dashboards': [{'uuid': uuid(way, 'dashboard'), 'name': 'Memory fragmentation', 'auto_start': 'NO',
                        'pages': dashboard.pages(way.name)}],
        'valuemaps': [{'uuid': uuid(way, 'valuemap', name), 'name': name,
                       'mappings': [{'value': value, 'newvalue': text} for value, text in mappings.items()]}
                      for name, mappings in items.VALUE_MAPS.items()],
    }


def master(way):
    script = "var OPTIONAL = ['%s'];\nvar LOGIN_REFUSED = '%s';\nvar TOO_MUCH = '%s';\n%s" % (
        "', '".join(items.OPTIONAL_COUNTERS), way.login_refused, way.too_much, '\n'.join(map(source, SCRIPTS)))
    kind = way.master()
    return {
        'uuid': uuid(way, 'item', MASTER_KEY), 'name': 'Get answer', 'type': kind.pop('type'), 'key': kind.pop('key'),
        'delay': '{$MEMFRAG.INTERVAL}', 'history': '0', 'trends': '0', 'value_type': 'TEXT',
        'description': 'All MBeans in one answer, which is of one reading of the kernel. Everything else is taken from it.',
        'preprocessing': [
            {'type': 'CHECK_NOT_SUPPORTED', 'parameters': [''], 'error_handler': 'CUSTOM_VALUE',
             'error_handler_params': 'no answer'},
            {'type': 'JAVASCRIPT', 'parameters': [script]}],
        **kind, 'tags': [tag('component', 'raw')],
    }


def source(name):
    with open(os.path.join(HERE, name), encoding='utf-8') as file:
        return file.read()


def item(way, one, master_key, tags=()):
    data = {
        'uuid': uuid(way, 'item', one.key), 'name': one.name if '{#' in one.name else 'Memfrag: ' + one.name,
        'type': 'CALCULATED' if one.formula else 'DEPENDENT', 'key': one.key,
        'delay': '{$MEMFRAG.INTERVAL}' if one.formula else '0', 'history': HISTORY if one.value_type in (items.FLOAT, items.UNSIGNED) else TEXT_HISTORY,
        'trends': TRENDS if one.value_type in (items.FLOAT, items.UNSIGNED) else '0', 'value_type': one.value_type}
    if one.units:
        data['units'] = one.units
    data['description'] = one.description
    if one.value_map and not one.of:
        data['valuemap'] = {'name': one.value_map}
    if one.formula:
        data['params'] = one.formula
    else:
        data['preprocessing'] = one.preprocessing
        data['master_item'] = {'key': one.of or master_key}
    data['tags'] = [tag('component', one.component)] + list(tags)
    return data


def discovery(way, one):
    data = {'uuid': uuid(way, 'discovery', one.key), 'name': 'Memfrag: %s discovery' % one.name, 'type': 'DEPENDENT',
            'key': one.key,
            'delay': '0'}
    if one.filters:
        data['filter'] = {'evaltype': 'AND', 'conditions': [
            {'macro': name, 'value': value, 'operator': operator, 'formulaid': 'AB'[number]}
            for number, (name, operator, value) in enumerate(one.filters)]}
    own_triggers = triggers.ZONE_TRIGGERS if one is items.ZONES else ()
    own_graph = dashboard.ZONE_GRAPH if one is items.ZONES else dashboard.ORDER_GRAPH
    data.update({
        'lifetime': LIFETIME, 'description': one.description,
        'item_prototypes': [item(way, each, way.master()['key'], [tag(*one.tag)]) for each in one.items]})
    if own_triggers:
        data['trigger_prototypes'] = [trigger(way, each, one.key) for each in own_triggers]
    data['graph_prototypes'] = [graph(way, own_graph)]
    data['master_item'] = {'key': way.master()['key']}
    data['lld_macro_paths'] = [{'lld_macro': name, 'path': '$.' + path} for name, path in one.macros.items()]
    data['preprocessing'] = [
        # An error would stay until the list changes.
        {'type': 'JSONPATH', 'parameters': ['$.' + one.path], 'error_handler': 'DISCARD_VALUE'},
        {'type': 'DISCARD_UNCHANGED_HEARTBEAT', 'parameters': ['1h']}]
    if one is items.ZONES:
        data['overrides'] = [{
            'name': 'Zones that do not speak for the host', 'step': '1',
            'filter': {'conditions': [{'macro': '{#WATCHED}', 'value': '^0$', 'formulaid': 'A'}]},
            'operations': [{'operationobject': 'TRIGGER_PROTOTYPE', 'operator': 'LIKE', 'value': 'Memfrag',
                            'discover': 'NO_DISCOVER'}]}]
    return data


def trigger(way, one, discovery_key):
    def placed(text):
        return text.replace(triggers.HOST, '/%s/' % way.name)

    def condition(of):
        """With its name this is how the export tells triggers apart."""
        recovery = {'recovery_mode': 'RECOVERY_EXPRESSION', 'recovery_expression': placed(of.recovery)} if of.recovery else {}
        return dict({'expression': placed(of.expression)}, **recovery)

    data = dict({'uuid': uuid(way, 'trigger', one.name)}, **condition(one), name=one.name)
    if one.event_name:
        data['event_name'] = one.event_name
    if one.opdata:
        data['opdata'] = one.opdata
    data['priority'] = one.severity
    data['description'] = one.description
    # What it looks at may never be seen again: a zone that is gone, a host whose agent was taken away.
    data['manual_close'] = 'YES'
    by_name = {each.name: each for each in triggers.HOST_TRIGGERS + triggers.ZONE_TRIGGERS}
    if one.masked_by:
        data['dependencies'] = []
        for name in one.masked_by:
            identity = condition(by_name[name])
            identity.pop('recovery_mode', None)
            data['dependencies'].append(dict(name=name, **identity))
    data['tags'] = [tag('scope', one.scope)] + [tag(*each) for each in one.tags]
    return data


def graph(way, one):
    data = {'uuid': uuid(way, 'graph', one.name), 'name': one.name}
    if one.stacked:
        data['type'] = 'STACKED'
    if one.percent:
        data.update({'ymin_type_1': 'FIXED', 'ymax_type_1': 'FIXED'})
    if one.top:
        data.update({'yaxismax': one.top, 'ymin_type_1': 'FIXED', 'ymax_type_1': 'FIXED'})
    if not one.legend:
        data['show_legend'] = 'NO'
    data['graph_items'] = [line(way, number, each) for number, each in enumerate(one.lines)]
    return data


def line(way, number, one):
    data = {'sortorder': str(number)}
    if one.draw != 'SINGLE_LINE':
        data['drawtype'] = one.draw
    data['color'] = one.color
    data['calc_fnc'] = one.function
    data['item'] = {'host': way.name, 'key': one.key}
    return data


def macro(one):
    data = {'macro': one.name}
    if one.secret:
        data['type'] = 'SECRET_TEXT'
    elif one.value:
        data['value'] = one.value
    data['description'] = one.description
    return data


def tag(name, value):
    return {'tag': name, 'value': value}


def uuid(way, *what):
    """Always the same for the same thing, in the form of a random one, as Zabbix demands."""
    digits = hashlib.sha256('\n'.join((way.name,) + what).encode()).hexdigest()[:32]
    return digits[:12] + '4' + digits[13:16] + '89ab'[int(digits[16], 16) % 4] + digits[17:]
