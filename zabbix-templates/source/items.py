"""What the templates show: every item, once, for both ways to reach the agent."""
from dataclasses import dataclass

FLOAT, UNSIGNED, CHAR, TEXT = 'FLOAT', 'UNSIGNED', 'CHAR', 'TEXT'
ANSWER_MAP, STATE_MAP, FORECAST_MAP, YES_MAP, RELIEF_MAP = (
    'memfrag answer', 'memfrag state', 'memfrag forecast', 'memfrag yes or no', 'memfrag relief')
VALUE_MAPS = {
    ANSWER_MAP: {'0': 'answers', '1': 'in part', '2': 'no answer', '3': 'nobody asks'},
    STATE_MAP: {'0': 'OK', '1': 'WARNING', '2': 'CRITICAL', '3': 'UNKNOWN'},
    FORECAST_MAP: {'-1': 'none'},
    YES_MAP: {'0': 'no', '1': 'yes'},
    RELIEF_MAP: {'0': 'failed', '1': 'done', '2': 'none since the start of the agent'},
}
NOBODY_ASKS, STATE_UNKNOWN = '3', '3'
NO_VALUE = 'The agent gives no such figure: the items "Answer" and "State reason" say why'
NOT_COUNTED = 'The agent does not answer, or /proc/vmstat cannot be read, or this kernel does not count it: see the item "Answer"'
NO_PRESSURE = 'The agent does not answer, or this kernel has no PSI: see the item "Answer"'
NO_TREND = 'The agent does not answer, or has been up for less than ten minutes, which it needs for a trend: see the item "Answer"'
NO_COUNT = ('The agent does not answer, or the log of the kernel is not read: the items "Answer" and "Allocation failures: why none'
            ' are counted" say why')
NO_WATERMARK = ('This zone is no longer there, or the agent does not answer, or /proc/zoneinfo cannot be read: see the item'
                ' "Answer"')
GONE = 'This zone is no longer there, or the agent does not answer: see the item "Answer"'


@dataclass(frozen=True)
class Item:
    """path: in the document that answer.js makes, from which preprocessing takes the value."""
    key: str
    name: str
    path: str
    value_type: str
    component: str
    description: str
    units: str = ''
    value_map: str = ''
    # Without a value where this kernel, or the agent yet, knows none, which is no error; that the agent does not answer is.
    optional: bool = False
    # Of the past: it stays as it was while the agent does not answer.
    lasting: bool = False
    # Stored when it changes, and once an hour.
    seldom: bool = False
    # Calculated from other items, instead of a path.
    formula: str = ''
    # The value of this item, instead of a path; with a value map in its words, without the number that Zabbix adds to them.
    of: str = ''
    # Stored when it changes and not again, for a list of what happened. Zabbix forgets the last value when it discards one for
    # another reason, such as no answer: so it must be the only step, of an item that has them.
    once: bool = False
    # What such a list is made of; empty is nothing.
    unlisted: bool = False
    # Of a counter, how much it rose since the last poll; one that begins anew did not.
    rise: bool = False
    multiplier: str = ''
    per_second: bool = False
    error: str = NO_VALUE

    @property
    def preprocessing(self):
        if self.formula:
            return []
        if self.of:
            words = VALUE_MAPS[self.value_map] if self.value_map else {}
            return [{'type': 'STR_REPLACE', 'parameters': list(pair)} for pair in words.items()] + [
                {'type': 'DISCARD_UNCHANGED', 'parameters': ['']} if self.once else
                {'type': 'DISCARD_UNCHANGED_HEARTBEAT', 'parameters': ['1h']}]
        found = {'type': 'JSONPATH', 'parameters': ['$.' + self.path]}
        # Zabbix 6.0 keeps an error until the next value that it stores, which may be far off: only figures of each poll have one.
        if self.lasting:
            found['error_handler'] = 'DISCARD_VALUE'
        elif self.value_type in (CHAR, TEXT):
            found.update({'error_handler': 'CUSTOM_VALUE', 'error_handler_params': ''})
        else:
            found.update({'error_handler': 'CUSTOM_ERROR', 'error_handler_params': self.error})
        steps = [found]
        # Empty is what the agent does not know.
        if self.value_type in (FLOAT, UNSIGNED) or self.unlisted:
            known = {'type': 'NOT_MATCHES_REGEX', 'parameters': ['^$'], 'error_handler': 'DISCARD_VALUE'}
            if not (self.optional or self.lasting):
                known.update({'error_handler': 'CUSTOM_ERROR', 'error_handler_params': self.error})
            steps.append(known)
        if self.multiplier:
            steps.append({'type': 'MULTIPLIER', 'parameters': [self.multiplier]})
        if self.per_second:
            steps.append({'type': 'CHANGE_PER_SECOND', 'parameters': ['']})
        if self.rise:
            steps += [{'type': 'SIMPLE_CHANGE', 'parameters': ['']},
                      {'type': 'IN_RANGE', 'parameters': ['0', ''], 'error_handler': 'DISCARD_VALUE'}]
        if self.seldom:
            steps.append({'type': 'DISCARD_UNCHANGED_HEARTBEAT', 'parameters': ['1h']})
        return steps


MILLIS = '0.001'


def rate(key, attribute, name, description, component='compaction'):
    return Item('memfrag.%s.rate' % key, name, 'Compaction.' + attribute, FLOAT, component, description + ' Per second'
                ' between two polls; nothing where this kernel does not count it.', units='/s', optional=True, per_second=True,
                error=NOT_COUNTED)


def pressure(key, attribute, name, description):
    return Item('memfrag.' + key, name, 'Compaction.' + attribute, FLOAT, 'pressure',
                description + ' (PSI, /proc/pressure/memory). Nothing where the kernel has no PSI.', units='%', optional=True,
                error=NO_PRESSURE)


def now(key, name, source, unknown, component, description, value_map):
    """No poll, no value: without one for long only a calculated item can say so."""
    polled = 'count(//memfrag.answer,{$MEMFRAG.NODATA.PERIOD})'
    return Item(key, name, '', UNSIGNED, component, description, value_map=value_map,
                formula='(%s>0)*last(//%s)+(%s=0)*%s' % (polled, source, polled, unknown))


def in_words(key, name, path, description):
    return Item('memfrag.glance.' + key, 'At a glance: ' + name, path, CHAR, 'glance', description + ' In words, for the dashboard.',
                seldom=True)


def worded(key, name, of, value_map):
    return Item('memfrag.glance.' + key, 'At a glance: ' + name, '', CHAR, 'glance',
                'The item "%s" in words, for the dashboard.' % name.capitalize(), of=of, value_map=value_map)


def in_color(state):
    return Item('memfrag.glance.' + state.lower(), 'Unusable while ' + state, 'glance.' + state, FLOAT, 'glance',
                'Unusable free memory while the state is %s, else 0: stacked on those of the other states a curve that changes its'
                ' color.' % state, units='%')


HOST = (
    Item('memfrag.answer', 'Answer', 'Agent.Answer', UNSIGNED, 'agent',
         'Whether the agent answered the last poll, wholly, in part or not at all.', value_map=ANSWER_MAP),
    now('memfrag.answer.now', 'Answer now', 'memfrag.answer', NOBODY_ASKS, 'agent',
        'The item "Answer"; and that nobody has asked the agent for {$MEMFRAG.NODATA.PERIOD}, as when the Zabbix agent or a proxy is'
        ' down.', ANSWER_MAP),
    Item('memfrag.error', 'Answer error', 'Agent.Error', TEXT, 'agent',
         'What is wrong with the answer and what to do; empty when nothing is.', seldom=True),
    Item('memfrag.version', 'Agent version', 'Agent.Version', CHAR, 'agent', 'Version of memfrag-agent.', seldom=True),
    Item('memfrag.uptime', 'Agent uptime', 'Agent.Uptime', FLOAT, 'agent',
         'Time since the agent started: about that of the JVM it lives in.', units='uptime', multiplier=MILLIS),
    Item('memfrag.warnings', 'Agent warnings', 'Agent.Warnings', TEXT, 'agent',
         'What the operator should know, such as a bad option; a line each, the newest last. Those of the last answer stay while'
         ' the agent does not answer.', lasting=True, seldom=True),
    Item('memfrag.sample.cost', 'Cost of a reading', 'Agent.SampleMicros', FLOAT, 'agent',
         'How long the agent took for its last reading of the kernel.', units='s', multiplier='0.000001'),

    Item('memfrag.state', 'State', 'Fragmentation.State', UNSIGNED, 'verdict',
         "The agent's verdict on this host. UNKNOWN, too, while the agent does not answer.", value_map=STATE_MAP),
    now('memfrag.state.now', 'State now', 'memfrag.state', STATE_UNKNOWN, 'verdict',
        'The item "State"; UNKNOWN, too, when nobody has asked the agent for {$MEMFRAG.NODATA.PERIOD}.', STATE_MAP),
    Item('memfrag.reason', 'State reason', 'Fragmentation.StateReason', TEXT, 'verdict', 'Why, in one sentence with the numbers.',
         seldom=True),
    Item('memfrag.cause', 'Cause', 'Fragmentation.Cause', CHAR, 'verdict',
         'NONE, FRAGMENTATION, SHORTAGE (too little memory: no relief helps) or ALLOCATION_FAILURE.', seldom=True),
    Item('memfrag.advice', 'Advice', 'Fragmentation.Advice', TEXT, 'verdict', 'What to do next, and what would prevent it.',
         seldom=True),
    Item('memfrag.state.since', 'State since', 'Fragmentation.StateSince', UNSIGNED, 'verdict',
         "Since when the state is what it is; at most since the agent's start. An error while the state is UNKNOWN.",
         units='unixtime', multiplier=MILLIS),
    Item('memfrag.unusable', 'Unusable free memory', 'Fragmentation.UnusableFreePercent', FLOAT, 'verdict',
         "The headline: share of the worst zone's free memory that lies in blocks too small for the order that decides (the"
         " kernel's unusable free space index).", units='%'),
    Item('memfrag.worst.zone', 'Worst zone', 'Fragmentation.WorstZone', CHAR, 'verdict', 'The watched zone that decides.',
         seldom=True),
    Item('memfrag.watch.order', 'Deciding order', 'Fragmentation.WatchOrder', UNSIGNED, 'verdict',
         'The order that decides: a block of order N is 2^N pages.'),
    Item('memfrag.available.blocks', 'Available blocks', 'Fragmentation.AvailableBlocks', UNSIGNED, 'verdict',
         "Blocks of the deciding order that the worst zone's free memory can give."),
    Item('memfrag.usable', 'Usable free memory', 'Fragmentation.UsableBytes', UNSIGNED, 'verdict',
         'Free memory of the worst zone in blocks of the deciding order and above.', units='B'),
    Item('memfrag.free', 'Free memory', 'Fragmentation.FreeBytes', UNSIGNED, 'verdict',
         'Free memory of all zones, lists of single CPUs left out.', units='B'),
    Item('memfrag.index', 'Fragmentation index', 'Fragmentation.FragmentationIndex', FLOAT, 'verdict',
         'External fragmentation index of the worst zone at the deciding order: -1 where an allocation would succeed; else'
         ' towards 0 it fails for lack of memory, towards 1 because of fragmentation.'),
    Item('memfrag.trend', 'Trend', 'Fragmentation.TrendPercentPerHour', FLOAT, 'verdict',
         'Where the unusable share is heading, percent points per hour: above 0 it gets worse. Nothing within ten minutes of the'
         " agent's start; where it has been down before, an error says so until then.", units='pp/h', optional=True, error=NO_TREND),
    Item('memfrag.forecast', 'Hours to critical', 'Fragmentation.HoursToCritical', FLOAT, 'verdict',
         'Hours until the trend reaches the critical threshold, 0 when it has; -1 when it is not heading there or nothing is'
         ' known yet.', units='!h', value_map=FORECAST_MAP),

    worded('state', 'state now', 'memfrag.state.now', STATE_MAP),
    worded('answer', 'answer now', 'memfrag.answer.now', ANSWER_MAP),
    in_words('unusable', 'unusable', 'glance.unusable', 'The unusable free memory.'),
    in_words('blocks', 'blocks', 'glance.blocks', 'The available blocks, and of which order.'),
    in_words('outlook', 'outlook', 'glance.outlook', 'When memory will be critical.'),
    in_color('OK'), in_color('WARNING'), in_color('CRITICAL'),
    Item('memfrag.glance.unknown', 'State UNKNOWN', 'glance.UNKNOWN', FLOAT, 'glance', '100 while the state is UNKNOWN, else 0.',
         units='%'),

    Item('memfrag.share.under32k', 'Free memory in blocks under 32 KiB', 'shares.UnderThirtyTwoKiB', FLOAT, 'orders',
         'Share of the free memory of all zones. 32 KiB is order 3 with pages of 4 KiB, where the kernel calls an allocation'
         ' costly.', units='%'),
    Item('memfrag.share.under256k', 'Free memory in blocks of 32 KiB to 128 KiB', 'shares.UnderQuarterMiB', FLOAT, 'orders',
         'Share of the free memory of all zones.', units='%'),
    Item('memfrag.share.under2m', 'Free memory in blocks of 256 KiB to 1 MiB', 'shares.UnderTwoMiB', FLOAT, 'orders',
         'Share of the free memory of all zones.', units='%'),
    Item('memfrag.share.larger', 'Free memory in blocks of 2 MiB and more', 'shares.Larger', FLOAT, 'orders',
         'Share of the free memory of all zones. 2 MiB is a huge page of x86.', units='%'),
    Item('memfrag.heat', 'Heat of the orders', 'heat', CHAR, 'orders',
         "Unusable share of the worst zone's free memory by order, a bar each, the orders that are watched in brackets.",
         seldom=True),

    rate('compaction.stalls', 'CompactStall', 'Compaction: stalls',
         'compact_stall: a task had to compact memory itself before it got a block.'),
    rate('compaction.failures', 'CompactFail', 'Compaction: failures',
         'compact_fail: of the stalls, those that ended without a block.'),
    rate('compaction.successes', 'CompactSuccess', 'Compaction: successes',
         'compact_success: of the stalls, those that got a block.'),
    rate('kcompactd.wakes', 'CompactDaemonWake', 'Compaction: kcompactd wakes',
         'compact_daemon_wake: kcompactd woke to compact in the background.'),
    rate('allocation.stalls', 'AllocStall', 'Allocation stalls',
         'allocstall*: a task had to reclaim memory itself, all zones together.', 'pressure'),
    rate('thp.fallbacks', 'ThpFaultFallback', 'Huge page fallbacks',
         'thp_fault_fallback: a page fault wanted a huge page and got small ones.'),
    pressure('pressure.some', 'PressureSomeAvg60Percent', 'Memory pressure: some',
             'Share of the last minute in which some task waited for memory'),
    pressure('pressure.full', 'PressureFullAvg60Percent', 'Memory pressure: full',
             'Share of the last minute in which every task that was not idle waited for memory'),

    Item('memfrag.failures', 'Allocation failures', 'AllocationFailures.Count', UNSIGNED, 'failures',
         "Page allocations that failed since boot, as far as the kernel's log reaches back; a lower bound, since the kernel"
         ' prints few of many. An error where no log can be read.', error=NO_COUNT),
    Item('memfrag.failures.counted', 'Allocation failures: are counted', 'AllocationFailures.Counted', UNSIGNED, 'failures',
         "Whether the kernel's log is read: without it no failure is seen.", value_map=YES_MAP),
    Item('memfrag.failures.reason', 'Allocation failures: why none are counted', 'AllocationFailures.Reasons', TEXT, 'failures',
         "Why the kernel's log is not read; or, where there is a source, why not an earlier one of kernel.log. A line each, empty"
         ' when all is well.', seldom=True),
    Item('memfrag.failures.lost', 'Allocation failures: lost records', 'AllocationFailures.LostRecords', UNSIGNED, 'failures',
         "Records of the kernel's log that it overwrote before they could be read: failures may be among them."),
    Item('memfrag.failures.new', 'Allocation failures: new', 'AllocationFailures.Count', UNSIGNED, 'failures',
         'How many the last poll brought; those of a time without answers are not in it.', rise=True, error=NO_COUNT),
    Item('memfrag.failures.source', 'Allocation failures: source', 'AllocationFailures.Source', CHAR, 'failures',
         "Where the kernel's log is read; empty when it is not.", seldom=True),
    Item('memfrag.failures.last', 'Last allocation failure', 'AllocationFailures.LastTold', TEXT, 'failures',
         'Its number and what the kernel printed. Nothing before the first.', lasting=True, seldom=True, unlisted=True),
    Item('memfrag.failures.list', 'Failure', '', TEXT, 'failures', 'The item "Last allocation failure", each once.',
         of='memfrag.failures.last', once=True),
    Item('memfrag.failures.last.time', 'Last allocation failure: time', 'AllocationFailures.LastTime', UNSIGNED, 'failures',
         'When the latest failure was. Nothing before the first.', units='unixtime', multiplier=MILLIS, lasting=True,
         seldom=True),
    Item('memfrag.failures.last.order', 'Last allocation failure: order', 'AllocationFailures.LastOrder', UNSIGNED, 'failures',
         'Which order it asked for. Nothing before the first.', lasting=True, seldom=True),
    Item('memfrag.failures.last.message', 'Last allocation failure: message', 'AllocationFailures.LastMessage', TEXT, 'failures',
         'What the kernel printed; empty before the first.', seldom=True),

    Item('memfrag.relief.allowed', 'Relief: operations allowed', 'Relief.Allowed', UNSIGNED, 'relief',
         'How many of the operations of the agent may be started now.'),
    Item('memfrag.relief.obstacles', 'Relief: obstacles', 'Relief.Obstacles', TEXT, 'relief',
         'What stands against the others, such as a missing permission or a cooldown; a line each.', seldom=True),
    Item('memfrag.relief.running', 'Relief: running', 'Relief.Running', UNSIGNED, 'relief', 'Whether a relief runs now.',
         value_map=YES_MAP),
    Item('memfrag.relief.step', 'Relief: step', 'Relief.Step', CHAR, 'relief', 'The step that runs now; empty when none does.',
         seldom=True),
    Item('memfrag.relief.cooldown', 'Relief: cooldown', 'Relief.CooldownSecondsLeft', UNSIGNED, 'relief',
         'For how long no compaction, and so no relief, is begun; 0 when it may be.', units='s'),
    Item('memfrag.relief.cooldown.drop', 'Relief: cooldown of drops', 'Relief.DropCooldownSecondsLeft', UNSIGNED, 'relief',
         'For how long no caches are dropped, since somebody has just dropped them; 0 when they may be.', units='s'),
    Item('memfrag.relief.new', 'Reliefs: new', 'Relief.last.id', UNSIGNED, 'relief',
         'How many reliefs of this agent the last poll brought; those of a time without answers are not in it.', rise=True),
    Item('memfrag.relief.last', 'Last relief', 'Relief.last.told', TEXT, 'relief',
         'Its number, what was asked for by whom, and what it brought. Nothing before the first.', lasting=True, seldom=True,
         unlisted=True),
    Item('memfrag.relief.list', 'Relief', '', TEXT, 'relief', 'The item "Last relief", each once.', of='memfrag.relief.last',
         once=True),
    Item('memfrag.relief.id', 'Last relief: number', 'Relief.last.id', UNSIGNED, 'relief',
         'Counts the reliefs of this agent from its start; 0 before the first.'),
    Item('memfrag.relief.result', 'Last relief: result', 'Relief.last.succeeded', UNSIGNED, 'relief',
         'Whether the kernel took every write, or there was nothing to do. Whether it helped is said by the conclusion.',
         value_map=RELIEF_MAP),
    Item('memfrag.relief.outcome', 'Last relief: outcome', 'Relief.last.outcome', CHAR, 'relief',
         'DONE, NOTHING_TO_DO, FAILED, UNFINISHED, CANCELLED or REFUSED (it could not begin); empty before the first.',
         seldom=True),
    Item('memfrag.relief.conclusion', 'Last relief: conclusion', 'Relief.last.conclusion', TEXT, 'relief',
         'What it brought, in a sentence; empty before the first.', seldom=True),
    Item('memfrag.relief.operation', 'Last relief: operation', 'Relief.last.operation', CHAR, 'relief',
         'What was asked for; empty before the first.', seldom=True),
    Item('memfrag.relief.by', 'Last relief: asked for by', 'Relief.last.requestedBy', CHAR, 'relief',
         'Who asked for it; empty before the first.', seldom=True),
    Item('memfrag.relief.time', 'Last relief: time', 'Relief.last.startTime', UNSIGNED, 'relief',
         'When it began. Nothing before the first.', units='unixtime', multiplier=MILLIS, lasting=True, seldom=True),
    Item('memfrag.relief.freed', 'Last relief: freed memory', 'Relief.last.freedBytes', FLOAT, 'relief',
         'Free memory, after minus before. Of the last that did something; nothing before the first.', units='B', lasting=True, seldom=True),
    Item('memfrag.relief.before', 'Last relief: unusable before', 'Relief.last.unusableFreePercentBefore', FLOAT, 'relief',
         'Unusable free memory of the judged zone before it. Of the last that did something; nothing before the first.', units='%',
         lasting=True, seldom=True),
    Item('memfrag.relief.after', 'Last relief: unusable after', 'Relief.last.unusableFreePercentAfter', FLOAT, 'relief',
         'Unusable free memory of the judged zone after it. Of the last that did something; nothing before the first.', units='%',
         lasting=True, seldom=True),
    rate('pagecache.drops', 'DropPagecache', 'Page cache drops',
         'drop_pagecache: somebody, not only this agent, dropped the page cache.', 'relief'),
    rate('slab.drops', 'DropSlab', 'Slab drops', 'drop_slab: somebody, not only this agent, dropped dentries and inodes.',
         'relief'),
)

OPTIONAL_COUNTERS = tuple(item.path.split('.')[1] for item in HOST if item.path.startswith('Compaction.'))


@dataclass(frozen=True)
class Discovery:
    key: str
    name: str
    path: str
    description: str
    # Macro by the name it has in a row.
    macros: dict
    items: tuple
    # Tag by which items of one discovered thing are found.
    tag: tuple
    filters: tuple = ()


def zone_item(figure, key, name, value_type, description, units='', error=GONE):
    return Item('memfrag.zone.%s[{#NODE},{#ZONE}]' % key, 'Node {#NODE} {#ZONE}: ' + name,
                "zones['{#NODE} {#ZONE}']." + figure, value_type, 'zones', description, units=units, error=error)


ZONES = Discovery(
    'memfrag.zones', 'Zones', 'zoneList', 'Zones of the NUMA nodes, as /proc/buddyinfo lists them.',
    {'{#NODE}': 'node', '{#ZONE}': 'zone', '{#WATCHED}': 'watched'},
    (
        zone_item('unusableFreePercent', 'unusable', 'unusable free memory', FLOAT,
                  'Share of the free memory that lies in blocks too small for the deciding order.', '%'),
        zone_item('availableBlocks', 'blocks', 'available blocks', UNSIGNED,
                  'Blocks of the deciding order that the free memory can give.'),
        zone_item('usableBytes', 'usable', 'usable free memory', UNSIGNED,
                  'Free memory in blocks of the deciding order and above.', 'B'),
        zone_item('freeBytes', 'free', 'free memory', UNSIGNED, 'Free memory, lists of single CPUs left out.', 'B'),
        zone_item('lowWatermarkBytes', 'low', 'low watermark', UNSIGNED,
                  'Below this kswapd wakes to reclaim. An error where the kernel does not tell.', 'B', error=NO_WATERMARK),
    ),
    ('zone', '{#NODE} {#ZONE}'),
    (('{#ZONE}', 'MATCHES_REGEX', '{$MEMFRAG.ZONE.MATCHES}'), ('{#ZONE}', 'NOT_MATCHES_REGEX', '{$MEMFRAG.ZONE.NOT_MATCHES}')))

ORDERS = Discovery(
    'memfrag.orders', 'Orders', 'orderList', 'Orders of this kernel, 0 to 10 as a rule; a block of order N is 2^N pages.',
    {'{#ORDER}': 'order', '{#SIZE}': 'size'},
    (
        Item('memfrag.order.unusable[{#ORDER}]', 'Order {#ORDER} ({#SIZE}): unusable free memory', "orders['{#ORDER}'].unusable",
             FLOAT,
             'orders', "Share of the worst zone's free memory that lies in blocks too small for this order.", units='%'),
        Item('memfrag.order.free[{#ORDER}]', 'Order {#ORDER} ({#SIZE}): free blocks', "orders['{#ORDER}'].freeBlocks", UNSIGNED,
             'orders',
             'Free blocks of this order in all zones.'),
    ),
    ('order', '{#ORDER}'))

DISCOVERIES = (ZONES, ORDERS)
