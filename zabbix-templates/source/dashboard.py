"""What is looked at: graphs, and the dashboard."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    key: str
    color: str
    draw: str = 'SINGLE_LINE'
    function: str = 'AVG'


@dataclass(frozen=True)
class Graph:
    name: str
    lines: tuple
    stacked: bool = False
    percent: bool = False
    # Upper end of the axis.
    top: str = ''
    legend: bool = True


# Those of Zabbix's own severities, light enough for dark text. Good is blue: not all people see red and green apart.
OK, WARNING, CRITICAL, UNKNOWN = '90CAF9', 'FFC859', 'E97659', 'B0BEC5'
BLUE, ORANGE, RED, GREY, TEAL = '1F77B4', 'FF8000', 'C62828', '90A4AE', '26A69A'

BY_STATE = Graph('Memfrag: Unusable free memory, in the color of the state', (
    Line('memfrag.glance.unknown', UNKNOWN), Line('memfrag.glance.critical', CRITICAL),
    Line('memfrag.glance.warning', WARNING), Line('memfrag.glance.ok', OK)), stacked=True, percent=True)
SHARES = Graph('Memfrag: Free memory by size of its blocks', (
    Line('memfrag.share.under32k', RED), Line('memfrag.share.under256k', ORANGE),
    Line('memfrag.share.under2m', TEAL), Line('memfrag.share.larger', BLUE)), stacked=True, percent=True)
# Whole numbers on the axis; more than four at once reach the top.
EVENTS = Graph('Memfrag: New failed allocations and reliefs', (
    Line('memfrag.failures.new', RED, 'FILLED_REGION', function='MAX'),
    Line('memfrag.relief.new', BLUE, 'FILLED_REGION', function='MAX')), top='4')
COMPACTION = Graph('Memfrag: Compaction and stalls', (
    Line('memfrag.compaction.failures.rate', RED, 'BOLD_LINE'), Line('memfrag.compaction.stalls.rate', ORANGE),
    Line('memfrag.allocation.stalls.rate', GREY)))
PRESSURE = Graph('Memfrag: Memory pressure', (
    Line('memfrag.pressure.some', ORANGE), Line('memfrag.pressure.full', RED, 'BOLD_LINE')))
GRAPHS = (BY_STATE, SHARES, EVENTS, COMPACTION, PRESSURE)

ZONE_GRAPH = Graph('Memfrag: Node {#NODE} {#ZONE}: unusable', (
    Line('memfrag.zone.unusable[{#NODE},{#ZONE}]', BLUE, 'FILLED_REGION', function='MAX'),), percent=True, legend=False)
ORDER_GRAPH = Graph('Memfrag: Order {#ORDER} ({#SIZE})', (
    Line('memfrag.order.unusable[{#ORDER}]', BLUE, 'FILLED_REGION', function='MAX'),), percent=True, legend=False)

COLUMNS = 24
DESCRIPTION, VALUE, TIME = '1', '2', '3'


def field(name, value):
    return {'type': 'INTEGER' if value.isdigit() else 'STRING', 'name': name, 'value': value}


def of_item(template, key, name='itemid'):
    return {'type': 'ITEM', 'name': name, 'value': {'host': template, 'key': key}}


def light(template, key, text, x, width, colors):
    """A text on the color of the value, and when it came. 6.0 has no colors by value and leaves it white."""
    fields = [of_item(template, key), field('show', DESCRIPTION), field('show', TIME), field('adv_conf', '1'),
              field('description', text), field('desc_size', '22'), field('desc_bold', '1'), field('desc_v_pos', '1'),
              field('time_size', '10'), field('time_v_pos', '2')]
    for number, (threshold, color) in enumerate(colors):
        # Always a text, even where it looks like a number.
        fields += [{'type': 'STRING', 'name': 'thresholds.%s.%d' % (what, number), 'value': value}
                   for what, value in (('color', color), ('threshold', threshold))]
    return dict(widget('ITEM', text, x, 0, width, 2, fields), hide_header='YES')


def words(template, key, title, x, width, y=0, height=2, size='34', legend=''):
    """A text, large."""
    fields = [of_item(template, key), field('show', VALUE), field('adv_conf', '1'), field('value_size', size)]
    if legend:
        fields += [field('show', DESCRIPTION), field('description', legend), field('desc_size', '8'), field('desc_v_pos', '2')]
    return widget('ITEM', title, x, y, width, height, fields)


def texts(template, keys, title, x, y, width, height, lines=1):
    """The latest of what was told, of several items with their names."""
    fields = [of_item(template, key, 'itemids') for key in keys] + [field('show_lines', str(lines))]
    if len(keys) == 1:
        fields.append(field('style', '1'))
    # For 7.0, which would leave out what is older than the time that the graphs show. 6.0 knows neither, and needs neither.
    fields += [field('show_column_header', '0'), field('time_period.from', 'now-31d'), field('time_period.to', 'now')]
    return widget('PLAIN_TEXT', title, x, y, width, height, fields)


def graph(template, shown, x, y, width, height):
    fields = [{'type': 'GRAPH', 'name': 'graphid', 'value': {'host': template, 'name': shown.name}}]
    return widget('GRAPH_CLASSIC', shown.name.replace('Memfrag: ', ''), x, y, width, height, fields)


def graphs_of(template, shown, title, y, columns, rows, height):
    """One for each that is discovered."""
    fields = [field('columns', str(columns)), field('rows', str(rows)),
              {'type': 'GRAPH_PROTOTYPE', 'name': 'graphid', 'value': {'host': template, 'name': shown.name}}]
    return widget('GRAPH_PROTOTYPE', title, 0, y, COLUMNS, height, fields)


def widget(kind, title, x, y, width, height, fields):
    return {'type': kind, 'name': title, 'x': str(x), 'y': str(y), 'width': str(width), 'height': str(height), 'fields': fields}


def pages(template):
    return [
        {'name': 'At a glance', 'widgets': [
            light(template, 'memfrag.state.now', 'State', 0, 3, (('0', OK), ('1', WARNING), ('2', CRITICAL), ('3', UNKNOWN))),
            dict(words(template, 'memfrag.glance.state', 'State in words', 3, 4, size='34'), hide_header='YES'),
            words(template, 'memfrag.glance.unusable', 'Unusable free memory', 7, 4),
            words(template, 'memfrag.glance.blocks', 'Blocks available', 11, 5),
            words(template, 'memfrag.glance.outlook', 'When critical', 16, 4, size='24'),
            words(template, 'memfrag.glance.answer', 'Agent', 20, 4, size='24'),
            texts(template, ['memfrag.reason'], 'Why', 0, 2, 12, 3),
            texts(template, ['memfrag.advice'], 'What to do', 12, 2, 12, 3),
            graph(template, BY_STATE, 0, 5, 12, 5),
            graph(template, SHARES, 12, 5, 12, 5),
            graph(template, EVENTS, 0, 10, 12, 4),
            words(template, 'memfrag.heat', 'Heat of the orders', 12, 12, 10, 4, '17',
                  'Share of the free memory that is of no use, by order. Full: all of it. [ ]: watched'),
            graphs_of(template, ZONE_GRAPH, 'Unusable free memory by zone', 14, 3, 1, 4),
            texts(template, ['memfrag.failures.list', 'memfrag.relief.list'],
                  'Latest failed allocations and reliefs', 0, 18, COLUMNS, 6, lines=7),
        ]},
        {'name': 'Orders', 'widgets': [graphs_of(template, ORDER_GRAPH, 'Unusable free memory by order', 0, 4, 3, 15)]},
        {'name': 'Compaction', 'widgets': [graph(template, COMPACTION, 0, 0, 12, 6), graph(template, PRESSURE, 12, 0, 12, 6)]},
    ]
