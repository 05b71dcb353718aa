"""A host in a real Zabbix, with one of the templates."""
import os
import time

HERE = os.path.dirname(os.path.abspath(__file__))
TEMPLATES = os.path.abspath(os.path.join(HERE, *[os.pardir] * 4 + ['zabbix-templates']))
HTTP, AGENT = 'Linux memory fragmentation by HTTP', 'Linux memory fragmentation by Zabbix agent'
FILES = {HTTP: 'linux_memory_fragmentation_http.yaml', AGENT: 'linux_memory_fragmentation_agent.yaml'}
IMPORTED = ('templates', 'items', 'triggers', 'graphs', 'discoveryRules', 'valueMaps', 'templateDashboards')
GROUP = 'memfrag rig'
# Some answers of the frontend are a second's work for it.
LOOK_AGAIN_SECONDS = 1
TEXT, SECRET = 0, 1


def import_template(zabbix, name):
    with open(os.path.join(TEMPLATES, FILES[name]), encoding='utf-8') as file:
        source = file.read()
    groups = ('groups',) if zabbix.version == '6.0' else ('template_groups', 'host_groups')
    rules = {kind: {'createMissing': True, 'updateExisting': True} for kind in groups + IMPORTED}
    imported = zabbix.call('configuration.import', {'format': 'yaml', 'rules': rules, 'source': source})
    # Before PostgreSQL has looked at so young a database by itself, a query of the frontend may take minutes.
    zabbix.query('ANALYZE')
    return imported


def as_macro(name, value):
    """Passwords are secret, as the template has them."""
    return {'macro': name, 'value': value, 'type': SECRET if 'PASSWORD' in name else TEXT}


class WatchedHost:
    def __init__(self, zabbix, name, template, port, macros, agent_port=10050):
        self.zabbix = zabbix
        # How the rig names it in what it says.
        self.label = '%s %s' % (zabbix.version, name)
        self._seen = {}
        self.template_id = zabbix.call('template.get', {'filter': {'host': template}})[0]['templateid']
        # Its name tells it apart: two hosts may be made at the same time.
        group = zabbix.call('hostgroup.create', {'name': '%s %s' % (GROUP, name)})['groupids'][0]
        self.id = zabbix.call('host.create', {
            'host': name, 'groups': [{'groupid': group}], 'templates': [{'templateid': self.template_id}],
            'interfaces': [{'type': 1, 'main': 1, 'useip': 1, 'ip': '127.0.0.1', 'dns': '', 'port': str(agent_port)}],
            'macros': [as_macro(name, value) for name, value in dict(macros, **{'{$MEMFRAG.PORT}': str(port)}).items()],
        })['hostids'][0]

    def set_macro(self, name, value):
        """None: back to the template's."""
        has = self.zabbix.call('usermacro.get', {'hostids': self.id, 'filter': {'macro': name}})
        if has:
            self.zabbix.call('usermacro.delete', [has[0]['hostmacroid']])
        if value is not None:
            self.zabbix.call('usermacro.create', dict(as_macro(name, value), hostid=self.id))

    def set_status(self, enabled):
        self.zabbix.call('host.update', {'hostid': self.id, 'status': 0 if enabled else 1})

    def items(self):
        """By key."""
        return self._looked('items', lambda: {item['key_']: item for item in self.zabbix.call('item.get', {
            'hostids': self.id, 'output': ['key_', 'name', 'lastvalue', 'lastclock', 'state', 'error', 'value_type', 'units']})})

    def value(self, key):
        return self.items()[key]['lastvalue']

    def error(self, key):
        """Of an item, '' while it is supported."""
        item = self.items().get(key)
        return item['error'] if item and item['state'] == '1' else ''

    def discovery_errors(self):
        return self._looked('rules', lambda: [rule['error'] for rule in self.zabbix.call(
            'discoveryrule.get', {'hostids': self.id, 'output': ['error']}) if rule['error']])

    def triggers(self):
        """By name."""
        return self._looked('triggers', lambda: {trigger['description']: trigger for trigger in self.zabbix.call('trigger.get', {
            'hostids': self.id, 'output': ['description', 'value', 'state', 'error', 'priority']})})

    def raised(self, trigger):
        return trigger in self.triggers() and self.triggers()[trigger]['value'] == '1'

    def times_raised(self, trigger):
        """So many problems there have been of it."""
        return int(self.zabbix.call('event.get', {'objectids': self.triggers()[trigger]['triggerid'], 'value': 1, 'countOutput': True}))

    def problems(self):
        """Names of those that a person sees."""
        return self._looked('problems', lambda: sorted(problem['name'] for problem in self.zabbix.call(
            'problem.get', {'hostids': self.id, 'output': ['name']})))

    def _looked(self, what, look):
        at, seen = self._seen.get(what, (0, None))
        if time.monotonic() - at > LOOK_AGAIN_SECONDS:
            seen = look()
            self._seen[what] = time.monotonic(), seen
        return seen
