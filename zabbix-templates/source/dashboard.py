"""What is looked at: graphs, and the dashboard."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    key: str
    color: str
    draw: str = 'SINGLE_LINE'
    right: bool = False
    function: str = 'AVG'


@dataclass(frozen=True)
class Graph:
    name: str
    lines: tuple
    stacked: bool = False
    percent: bool = False


# Good and bad can be told apart by those who do not see red and green, too.
BLUE, ORANGE, RED, GREY, TEAL = '1F77B4', 'FF8000', 'C62828', '90A4AE', '26A69A'

SHARES = Graph('Memfrag: Free memory by size of its blocks', (
    Line('memfrag.share.under32k', RED), Line('memfrag.share.under256k', ORANGE),
    Line('memfrag.share.under2m', TEAL), Line('memfrag.share.larger', BLUE)), stacked=True, percent=True)
EVENTS = Graph('Memfrag: Failed allocations and reliefs', (
    Line('memfrag.failures', RED, 'BOLD_LINE', function='MAX'),
    Line('memfrag.relief.id', BLUE, 'BOLD_LINE', right=True, function='MAX')))
COMPACTION = Graph('Memfrag: Compaction and stalls', (
    Line('memfrag.compaction.failures.rate', RED, 'BOLD_LINE'), Line('memfrag.compaction.stalls.rate', ORANGE),
    Line('memfrag.allocation.stalls.rate', GREY)))
PRESSURE = Graph('Memfrag: Memory pressure', (
    Line('memfrag.pressure.some', ORANGE), Line('memfrag.pressure.full', RED, 'BOLD_LINE')))
GRAPHS = (SHARES, EVENTS, COMPACTION, PRESSURE)

ZONE_GRAPH = Graph('Memfrag: Node {#NODE} {#ZONE}', (
    Line('memfrag.zone.unusable[{#NODE},{#ZONE}]', RED, 'FILLED_REGION', function='MAX'),), percent=True)
ORDER_GRAPH = Graph('Memfrag: Order {#ORDER} ({#SIZE})', (
    Line('memfrag.order.unusable[{#ORDER}]', RED, 'FILLED_REGION', function='MAX'),), percent=True)

ITEM_KEY, GRAPH_NAME = 'key', 'name'
COLUMNS = 24


def field(name, value):
    return {'type': 'INTEGER' if value.isdigit() else 'STRING', 'name': name, 'value': value}


def figure(template, key, title, x, width, decimals='0'):
    """One value, large."""
    fields = [{'type': 'ITEM', 'name': 'itemid', 'value': {'host': template, 'key': key}},
              # Value, time and which way it went; the header has the name.
              field('show', '2'), field('show', '3'), field('show', '4'),
              field('adv_conf', '1'), field('units_show', '0' if key == 'memfrag.forecast' else '1'),
              field('decimal_places', decimals), field('value_size', '24'), field('units_size', '18'),
              field('decimal_size', '18'), field('time_size', '12')]
    return widget('ITEM', title, x, 0, width, 3, fields)


def text(template, key, title, x, y, width, height, lines=1):
    fields = [{'type': 'ITEM', 'name': 'itemids', 'value': {'host': template, 'key': key}}, field('show_lines', str(lines))]
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
            figure(template, 'memfrag.state', 'State', 0, 5),
            figure(template, 'memfrag.unusable', 'Unusable free memory', 5, 5, decimals='1'),
            figure(template, 'memfrag.available.blocks', 'Blocks available', 10, 5),
            figure(template, 'memfrag.forecast', 'Hours to critical', 15, 4),
            figure(template, 'memfrag.answer', 'Agent', 19, 5),
            text(template, 'memfrag.reason', 'Why', 0, 3, 12, 4),
            text(template, 'memfrag.advice', 'What to do', 12, 3, 12, 4),
            graphs_of(template, ZONE_GRAPH, 'Unusable free memory by zone', 7, 2, 1, 5),
            graph(template, SHARES, 0, 12, 12, 7),
            graph(template, EVENTS, 12, 12, 12, 7),
            text(template, 'memfrag.heat', 'Heat of the orders', 0, 19, 12, 5, lines=10),
            text(template, 'memfrag.relief.conclusion', 'Reliefs', 12, 19, 12, 5, lines=10),
        ]},
        {'name': 'Orders', 'widgets': [graphs_of(template, ORDER_GRAPH, 'Orders', 0, 4, 3, 15)]},
        {'name': 'Compaction', 'widgets': [graph(template, COMPACTION, 0, 0, 12, 6), graph(template, PRESSURE, 12, 0, 12, 6)]},
    ]
