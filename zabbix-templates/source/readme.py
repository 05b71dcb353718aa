"""The tables of the README, in the form that Zabbix's own templates have them."""
import re

import items
import template
import triggers

KINDS = {'HTTP_AGENT': 'HTTP agent', 'ZABBIX_PASSIVE': 'Zabbix agent', 'DEPENDENT': 'Dependent item',
         'CALCULATED': 'Calculated'}
STEPS = {
    'JSONPATH': 'JSON Path: `%s`', 'NOT_MATCHES_REGEX': 'Does not match regular expression: `%s`',
    'MULTIPLIER': 'Custom multiplier: `%s`',
    'STR_REPLACE': 'Replace: `%s`',
    'SIMPLE_CHANGE': 'Simple change', 'IN_RANGE': 'In range: from `%s`', 'DISCARD_UNCHANGED': 'Discard unchanged',
    'CHANGE_PER_SECOND': 'Change per second', 'DISCARD_UNCHANGED_HEARTBEAT': 'Discard unchanged with heartbeat: `%s`',
    'CHECK_NOT_SUPPORTED': 'Check for not supported value', 'JAVASCRIPT': 'JavaScript: `%s`' % '`, `'.join('source/' + name for name in template.SCRIPTS),
}
HANDLERS = {'DISCARD_VALUE': 'Discard value', 'CUSTOM_ERROR': 'Set error', 'CUSTOM_VALUE': 'Set value: `%s`'}
CONDITIONS = {'MATCHES_REGEX': 'matches regular expression', 'NOT_MATCHES_REGEX': 'does not match regular expression'}
PROTOTYPES, NAMED = {'TRIGGER_PROTOTYPE': 'trigger prototypes'}, {'LIKE': 'whose names contain'}
DISCOVERED = {'NO_DISCOVER': 'not discovered'}
SEVERITIES = {'INFO': 'Info', 'WARNING': 'Warning', 'AVERAGE': 'Average', 'HIGH': 'High'}


def filled_in(text):
    """The README's text with its tables as they should be."""
    for name, make in TABLES.items():
        begin, end = '<!-- %s -->\n' % name, '<!-- /%s -->' % name
        text = re.sub(re.escape(begin) + '.*?' + re.escape(end), lambda found: begin + make() + end, text, flags=re.DOTALL)
    return text


def macros():
    own = {macro.name: way.name.rsplit(' by ', 1)[1] for way in template.WAYS for macro in way.macros}
    shared = {macro.name for macro in template.ByHttp.macros} & {macro.name for macro in template.ByZabbixAgent.macros}
    every = {macro.name: macro for way in template.WAYS for macro in way.macros}
    every.update({macro.name: macro for macro in triggers.THRESHOLDS})

    def described(macro):
        only = own.get(macro.name)
        return macro.description + (' Only by %s.' % only if only and macro.name not in shared else '')

    rows = [(macro.name, described(macro), '`%s`' % macro.value if macro.value else ' ') for _, macro in sorted(every.items())]
    return table(('Name', 'Description', 'Default'), rows)


def host_items():
    rows = []
    for way in template.WAYS:
        master = template.master(way)
        rows.append((master['name'] + ' (by %s)' % way.name.rsplit(' by ', 1)[1], master['description'], KINDS[master['type']],
                     info(master['key'], master['preprocessing'])))
    rows += [item_row('Memfrag: ', item) for item in items.HOST]
    return table(ITEM_HEAD, rows)


def item_row(prefix, item):
    if item.formula:
        return prefix + item.name, item.description, KINDS['CALCULATED'], paragraphs(['`%s`' % item.key, '`%s`' % item.formula])
    return prefix + item.name, item.description, KINDS['DEPENDENT'], info(item.key, item.preprocessing)


def info(key, steps):
    return paragraphs(preprocessed(key, steps))


def preprocessed(key, steps):
    lines = ['`%s`' % key, '**Preprocessing**']
    for step in steps:
        text = STEPS[step['type']]
        if '%s' in text:
            text %= '` -> `'.join(each for each in step['parameters'] if each)
        lines.append('- ' + text)
        if 'error_handler' in step:
            handler = HANDLERS[step['error_handler']]
            lines.append('⛔️on fail: ' + (handler % (step['error_handler_params'] or ' ') if '%s' in handler else handler))
    return lines


def paragraphs(lines):
    return '<p>' + '</p><p>'.join(lines) + '</p>'


def host_triggers():
    return table(TRIGGER_HEAD, [trigger_row(trigger) for trigger in triggers.HOST_TRIGGERS])


def zone_triggers():
    return table(TRIGGER_HEAD, [trigger_row(trigger) for trigger in triggers.ZONE_TRIGGERS])


def trigger_row(trigger):
    def shown(expression):
        return '`%s`' % expression.replace(triggers.HOST, '/…/')

    notes = []
    if trigger.recovery:
        notes.append('**Recovery expression**: ' + shown(trigger.recovery))
    if trigger.masked_by:
        notes.append('**Depends on**:')
        notes += ['- ' + name for name in trigger.masked_by]
    return trigger.name, trigger.description, shown(trigger.expression), SEVERITIES[trigger.severity], '<br>'.join(notes) or ' '


def discoveries():
    return table(ITEM_HEAD, [(rule['name'], rule['description'], KINDS[rule['type']],
                              paragraphs(preprocessed(rule['key'], rule['preprocessing']) + filtered(rule) + overridden(rule)))
                             for rule in (template.discovery(template.ByHttp, each) for each in items.DISCOVERIES)])


def filtered(rule):
    if 'filter' not in rule:
        return []
    return ['**Filter**: all of'] + ['- ' + met(one, one['operator']) for one in rule['filter']['conditions']]


def overridden(rule):
    lines = []
    for override in rule.get('overrides', ()):
        condition, = override['filter']['conditions']
        operation, = override['operations']
        lines += ['**Override**: %s' % override['name'],
                  '- where %s: %s %s `%s`: %s' % (met(condition, 'MATCHES_REGEX'), PROTOTYPES[operation['operationobject']],
                                                  NAMED[operation['operator']], operation['value'],
                                                  DISCOVERED[operation['discover']])]
    return lines


def met(condition, operator):
    return '%s %s `%s`' % (condition['macro'], CONDITIONS[operator], condition['value'])


def zone_items():
    return table(ITEM_HEAD, [item_row('', item) for item in items.ZONES.items])


def order_items():
    return table(ITEM_HEAD, [item_row('', item) for item in items.ORDERS.items])


def table(head, rows):
    def line(cells):
        return '|' + '|'.join(cell.replace('|', '\\|') for cell in cells) + '|\n'
    return line(head) + '|' + '----|' * len(head) + '\n' + ''.join(line(row) for row in rows)


ITEM_HEAD = ('Name', 'Description', 'Type', 'Key and additional info')
TRIGGER_HEAD = ('Name', 'Description', 'Expression', 'Severity', 'Dependencies and additional info')
TABLES = {'macros': macros, 'items': host_items, 'triggers': host_triggers, 'discoveries': discoveries, 'zone items': zone_items,
          'zone triggers': zone_triggers, 'order items': order_items}
