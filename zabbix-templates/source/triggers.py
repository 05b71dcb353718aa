"""When somebody is told: every trigger and every macro."""
from dataclasses import dataclass

# Where a trigger's expression names an item, HOST stands for the template.
HOST = '/HOST/'


def last(key):
    """The text that an item has when the problem begins. Operational data knows items of the expression only."""
    return '{?last(/{HOST.HOST}/%s)}' % key


@dataclass(frozen=True)
class Macro:
    name: str
    value: str
    description: str
    secret: bool = False


@dataclass(frozen=True)
class Trigger:
    name: str
    expression: str
    severity: str
    scope: str
    description: str
    # What must be seen before the problem ends; without it, that the expression no longer holds.
    recovery: str = ''
    event_name: str = ''
    opdata: str = ''
    # Names of the triggers that mask this one.
    masked_by: tuple = ()
    tags: tuple = ()


# The webhook of an action hangs on this tag, which only one trigger of a host has.
RELIEVABLE = ('memfrag', 'relievable')

UNREACHABLE = 'Memfrag: Agent does not answer'
NOT_ASKED = 'Memfrag: Nobody asks the agent'
CRITICAL = 'Memfrag: Memory is critical'
WARNING = 'Memfrag: Memory needs attention'

# UNKNOWN (3) is what a lost poll says, too: it neither begins nor ends a problem of another state.
# Known values do, several in a row: after an outage the period has no others, and a host that is new has one; an agent that was
# restarted calls nothing critical before it has seen the counters rise.
HOST_TRIGGERS = (
    Trigger(UNREACHABLE,
            'min(/HOST/memfrag.answer,{$MEMFRAG.ANSWER.PERIOD})=2 and count(/HOST/memfrag.answer,#2,"eq","2")=2',
            'AVERAGE', 'availability',
            'The agent has not answered for {$MEMFRAG.ANSWER.PERIOD}: is the JVM up that it lives in? Does it listen where the macros'
            ' say? The item "Answer error" tells more.',
            event_name='Memfrag: Agent does not answer for {$MEMFRAG.ANSWER.PERIOD}: ' + last('memfrag.error'),
            opdata='{ITEM.LASTVALUE1}'),
    Trigger(NOT_ASKED,
            'nodata(/HOST/memfrag.answer,{$MEMFRAG.NODATA.PERIOD})=1', 'AVERAGE', 'availability',
            'No poll has come to an end for {$MEMFRAG.NODATA.PERIOD}, not even without an answer: is the Zabbix agent of the host up, or'
            ' the proxy? The figures are of before.',
            event_name='Memfrag: Nobody asks the agent for {$MEMFRAG.NODATA.PERIOD}: Zabbix agent or proxy down?'),
    Trigger('Memfrag: Agent answers in part',
            'min(/HOST/memfrag.answer,{$MEMFRAG.ANSWER.PERIOD})>=1 and count(/HOST/memfrag.answer,#2,"eq","1")=2', 'WARNING', 'notice',
            'The agent lacks something that this template reads: use an agent and a template of one version.',
            event_name='Memfrag: Agent answers in part: ' + last('memfrag.error'), opdata='{ITEM.LASTVALUE1}',
            masked_by=(UNREACHABLE,)),
    Trigger(CRITICAL,
            'min(/HOST/memfrag.state,{$MEMFRAG.STATE.PERIOD})>=2 and count(/HOST/memfrag.state,#2,"eq","2")=2', 'HIGH',
            'performance',
            'There are hardly any large blocks left, and allocations fail: cure it now. The item "Advice" says how. It is over when'
            ' a better state has held for {$MEMFRAG.STATE.PERIOD}.',
            recovery='count(/HOST/memfrag.state,{$MEMFRAG.STATE.PERIOD},"eq","2")=0'
            ' and count(/HOST/memfrag.state,#3,"lt","2")=3',
            event_name='Memfrag: Memory is critical for {$MEMFRAG.STATE.PERIOD}: ' + last('memfrag.reason'),
            opdata='{ITEM.LASTVALUE1}',
            tags=(RELIEVABLE,)),
    Trigger(WARNING,
            'min(/HOST/memfrag.state,{$MEMFRAG.STATE.PERIOD})>=1 and count(/HOST/memfrag.state,#2,"ge","1")=2'
            ' and count(/HOST/memfrag.state,#2,"eq","3")=0',
            'WARNING',
            'performance',
            'The free memory is in crumbs, or memory is short, or an allocation failed lately: cure it at a quiet hour. It is over'
            ' when the state has been OK for {$MEMFRAG.STATE.PERIOD}.',
            recovery='count(/HOST/memfrag.state,{$MEMFRAG.STATE.PERIOD},"eq","1")=0'
            ' and count(/HOST/memfrag.state,{$MEMFRAG.STATE.PERIOD},"eq","2")=0'
            ' and count(/HOST/memfrag.state,#3,"eq","0")=3',
            event_name='Memfrag: Memory needs attention for {$MEMFRAG.STATE.PERIOD}: ' + last('memfrag.reason'),
            opdata='{ITEM.LASTVALUE1}',
            masked_by=(CRITICAL,)),
    # An agent that does not answer has an unknown state, too, and a problem of its own.
    Trigger('Memfrag: State is unknown',
            'min(/HOST/memfrag.state,{$MEMFRAG.STATE.PERIOD})=3 and max(/HOST/memfrag.answer,{$MEMFRAG.STATE.PERIOD})<2',
            'AVERAGE', 'availability',
            'The kernel tells nothing: no Linux, or no /proc.', recovery='last(/HOST/memfrag.state)<3',
            event_name='Memfrag: State is unknown: ' + last('memfrag.reason'), opdata='{ITEM.LASTVALUE1}',
            masked_by=(UNREACHABLE,)),
    Trigger('Memfrag: Page allocations failed',
            'last(/HOST/memfrag.failures)-min(/HOST/memfrag.failures,{$MEMFRAG.FAILURES.PERIOD})>{$MEMFRAG.FAILURES.MAX}',
            'AVERAGE',
            'performance',
            "The kernel's log tells of failed page allocations. \"Last allocation failure: message\" has the latest.",
            event_name='Memfrag: Page allocations failed (more than {$MEMFRAG.FAILURES.MAX} in {$MEMFRAG.FAILURES.PERIOD})',
            opdata='Since boot: {ITEM.LASTVALUE1}'),
    Trigger('Memfrag: Memory is getting critical',
            'max(/HOST/memfrag.forecast,{$MEMFRAG.FORECAST.PERIOD})<{$MEMFRAG.FORECAST.HOURS}'
            ' and min(/HOST/memfrag.forecast,{$MEMFRAG.FORECAST.PERIOD})>0', 'WARNING', 'capacity',
            'If it goes on like in the last hours, memory will be too fragmented within {$MEMFRAG.FORECAST.HOURS} hours. It is over'
            ' when it has not been heading there for {$MEMFRAG.FORECAST.PERIOD}, not when it is there.',
            # -1 is no forecast.
            recovery='count(/HOST/memfrag.forecast,{$MEMFRAG.FORECAST.PERIOD},"lt","{$MEMFRAG.FORECAST.HOURS}")'
            '=count(/HOST/memfrag.forecast,{$MEMFRAG.FORECAST.PERIOD},"lt","0")',
            event_name='Memfrag: Memory will be critical in less than {$MEMFRAG.FORECAST.HOURS} hours',
            opdata='Hours left: {ITEM.LASTVALUE1}', masked_by=(CRITICAL,)),
    Trigger('Memfrag: Compaction fails',
            'min(/HOST/memfrag.compaction.failures.rate,{$MEMFRAG.COMPACTION.PERIOD})>{$MEMFRAG.COMPACTION.FAIL.RATE}'
            ' and avg(/HOST/memfrag.compaction.failures.rate,{$MEMFRAG.COMPACTION.PERIOD})*100'
            '>={$MEMFRAG.COMPACTION.FAIL.PERCENT}*avg(/HOST/memfrag.compaction.stalls.rate,{$MEMFRAG.COMPACTION.PERIOD})',
            'WARNING', 'performance',
            'Tasks that wait for compaction get no block of it, poll after poll.',
            recovery='max(/HOST/memfrag.compaction.failures.rate,{$MEMFRAG.COMPACTION.PERIOD})<={$MEMFRAG.COMPACTION.FAIL.RATE}'
            ' or avg(/HOST/memfrag.compaction.failures.rate,{$MEMFRAG.COMPACTION.PERIOD})*100'
            '<{$MEMFRAG.COMPACTION.FAIL.PERCENT}*avg(/HOST/memfrag.compaction.stalls.rate,{$MEMFRAG.COMPACTION.PERIOD})',
            event_name='Memfrag: Compaction fails ({$MEMFRAG.COMPACTION.FAIL.PERCENT}% of it for {$MEMFRAG.COMPACTION.PERIOD})',
            opdata='Failures: {ITEM.LASTVALUE1}', masked_by=(CRITICAL,)),
    Trigger('Memfrag: Relief failed or was refused',
            'min(/HOST/memfrag.relief.result,#2)=0 and now()-last(/HOST/memfrag.relief.time)<{$MEMFRAG.RELIEF.FAILED.PERIOD}'
            ' and find(/HOST/memfrag.relief.outcome,#1,"eq","CANCELLED")=0',
            'WARNING', 'notice',
            'The latest relief of this agent did not end well, or could not begin; one that somebody cancelled is no problem. Its'
            ' conclusion says why. It is over when a later one ends well, or after {$MEMFRAG.RELIEF.FAILED.PERIOD}.',
            event_name='Memfrag: Relief failed or was refused: ' + last('memfrag.relief.conclusion'),
            opdata='Outcome of the latest: {ITEM.LASTVALUE3}'),
    Trigger('Memfrag: Agent has been restarted', 'max(/HOST/memfrag.uptime,#2)<{$MEMFRAG.UPTIME.MIN}', 'INFO', 'notice',
            'The agent, and so the JVM it lives in, has been up for less than {$MEMFRAG.UPTIME.MIN}.',
            opdata='Uptime: {ITEM.LASTVALUE1}'),
    Trigger('Memfrag: Kernel log is not read',
            '{$MEMFRAG.FAILURES.CONTROL}=1 and max(/HOST/memfrag.failures.counted,{$MEMFRAG.STATE.PERIOD})=0', 'INFO', 'notice',
            'No failed allocation is seen. "Allocation failures: why none are counted" has the reasons. An agent that could read'
            ' no log when it was started looks for none again: restart it when that is mended. Where it is meant to be so set'
            ' {$MEMFRAG.FAILURES.CONTROL} to 0.',
            event_name='Memfrag: Kernel log is not read: ' + last('memfrag.failures.reason'), masked_by=(UNREACHABLE,)),
    # Many stay until the agent is restarted: told when they change, not as long as they are there. The first is a change, too.
    Trigger('Memfrag: Agent has warnings',
            'length(last(/HOST/memfrag.warnings))>0'
            ' and (count(/HOST/memfrag.warnings,#2)=1 or last(/HOST/memfrag.warnings,#1)<>last(/HOST/memfrag.warnings,#2))',
            'INFO', 'notice',
            'The agent has something to tell that it did not tell before. It is over after an hour, or when you close it.',
            # $ would be the end of any line.
            event_name='Memfrag: Agent has warnings: {{ITEM.VALUE1}.regsub("([^\\n]+)\\z", "\\1")}',
            opdata='{ITEM.LASTVALUE1}', masked_by=(UNREACHABLE,)),
)

ZONE_CRITICAL = 'Memfrag: Node {#NODE} {#ZONE}: Free memory is unusable'

ZONE_TRIGGERS = (
    Trigger(ZONE_CRITICAL,
            'min(/HOST/memfrag.zone.unusable[{#NODE},{#ZONE}],{$MEMFRAG.ZONE.PERIOD})>={$MEMFRAG.ZONE.UNUSABLE.HIGH:"{#ZONE}"}'
            ' and max(/HOST/memfrag.zone.blocks[{#NODE},{#ZONE}],{$MEMFRAG.ZONE.PERIOD})<{$MEMFRAG.ZONE.BLOCKS.HIGH:"{#ZONE}"}'
            ' and last(/HOST/memfrag.watch.order)<={$MEMFRAG.ZONE.ORDER.MAX}',
            'AVERAGE',
            'performance', 'Your own thresholds for this zone, apart from the verdict of the agent, which masks it. It is over when'
            ' the zone has been better for {$MEMFRAG.ZONE.PERIOD}.',
            recovery='max(/HOST/memfrag.zone.unusable[{#NODE},{#ZONE}],{$MEMFRAG.ZONE.PERIOD})'
            '<{$MEMFRAG.ZONE.UNUSABLE.HIGH:"{#ZONE}"}'
            ' or min(/HOST/memfrag.zone.blocks[{#NODE},{#ZONE}],{$MEMFRAG.ZONE.PERIOD})>={$MEMFRAG.ZONE.BLOCKS.HIGH:"{#ZONE}"}'
            ' or last(/HOST/memfrag.watch.order)>{$MEMFRAG.ZONE.ORDER.MAX}',
            event_name='Memfrag: Node {#NODE} {#ZONE}: Free memory is unusable (at least'
            ' {$MEMFRAG.ZONE.UNUSABLE.HIGH:"{#ZONE}"}% for {$MEMFRAG.ZONE.PERIOD})',
            opdata='Unusable: {ITEM.LASTVALUE1}, blocks: {ITEM.LASTVALUE2}',
            masked_by=(CRITICAL, WARNING)),
    Trigger('Memfrag: Node {#NODE} {#ZONE}: Free memory is hardly usable',
            'min(/HOST/memfrag.zone.unusable[{#NODE},{#ZONE}],{$MEMFRAG.ZONE.PERIOD})>={$MEMFRAG.ZONE.UNUSABLE.WARN:"{#ZONE}"}'
            ' and max(/HOST/memfrag.zone.blocks[{#NODE},{#ZONE}],{$MEMFRAG.ZONE.PERIOD})<{$MEMFRAG.ZONE.BLOCKS.WARN:"{#ZONE}"}'
            ' and last(/HOST/memfrag.watch.order)<={$MEMFRAG.ZONE.ORDER.MAX}',
            'WARNING',
            'performance', 'Your own thresholds for this zone, apart from the verdict of the agent, which masks it. It is over when'
            ' the zone has been better for {$MEMFRAG.ZONE.PERIOD}.',
            recovery='max(/HOST/memfrag.zone.unusable[{#NODE},{#ZONE}],{$MEMFRAG.ZONE.PERIOD})'
            '<{$MEMFRAG.ZONE.UNUSABLE.WARN:"{#ZONE}"}'
            ' or min(/HOST/memfrag.zone.blocks[{#NODE},{#ZONE}],{$MEMFRAG.ZONE.PERIOD})>={$MEMFRAG.ZONE.BLOCKS.WARN:"{#ZONE}"}'
            ' or last(/HOST/memfrag.watch.order)>{$MEMFRAG.ZONE.ORDER.MAX}',
            event_name='Memfrag: Node {#NODE} {#ZONE}: Free memory is hardly usable (at least'
            ' {$MEMFRAG.ZONE.UNUSABLE.WARN:"{#ZONE}"}% for {$MEMFRAG.ZONE.PERIOD})',
            opdata='Unusable: {ITEM.LASTVALUE1}, blocks: {ITEM.LASTVALUE2}',
            masked_by=(CRITICAL, WARNING, ZONE_CRITICAL)),
)

THRESHOLDS = (
    Macro('{$MEMFRAG.INTERVAL}', '1m',
          'How often the agent is asked. All items come from one answer. With a longer one raise to at least three of it whatever is'
          ' less of {$MEMFRAG.ANSWER.PERIOD}, {$MEMFRAG.STATE.PERIOD}, {$MEMFRAG.NODATA.PERIOD}, {$MEMFRAG.ZONE.PERIOD},'
          ' {$MEMFRAG.COMPACTION.PERIOD}, {$MEMFRAG.UPTIME.MIN} and {$MEMFRAG.FORECAST.PERIOD}: from 2m on the first four,'
          ' at 5m all but the last.'),
    Macro('{$MEMFRAG.ANSWER.PERIOD}', '3m', 'So long no answer is no problem yet.'),
    Macro('{$MEMFRAG.NODATA.PERIOD}', '5m',
          'So long nobody asking the agent is no problem yet: a few times the interval, at least 30s.'),
    Macro('{$MEMFRAG.STATE.PERIOD}', '3m',
          'So long a state holds before it is a problem. The agent itself needs several samples, too.'),
    Macro('{$MEMFRAG.FAILURES.PERIOD}', '1h', 'So long failed allocations stay a problem.'),
    Macro('{$MEMFRAG.FAILURES.MAX}', '0', 'So many failed allocations in the period are no problem.'),
    Macro('{$MEMFRAG.FAILURES.CONTROL}', '1', '0: that the log of the kernel is not read is no problem.'),
    Macro('{$MEMFRAG.FORECAST.HOURS}', '24', 'A forecast of fewer hours is a problem.'),
    Macro('{$MEMFRAG.FORECAST.PERIOD}', '15m', 'So long the forecast holds before it is a problem.'),
    Macro('{$MEMFRAG.COMPACTION.FAIL.RATE}', '0', 'So many failed compactions a second are no problem.'),
    Macro('{$MEMFRAG.COMPACTION.FAIL.PERCENT}', '50', 'Percent of the compactions that tasks wait for that may not fail.'),
    Macro('{$MEMFRAG.COMPACTION.PERIOD}', '10m', 'So long compaction fails in every poll before it is a problem.'),
    Macro('{$MEMFRAG.RELIEF.FAILED.PERIOD}', '1d', 'So long a failed relief stays a problem, unless a later one ends well.'),
    Macro('{$MEMFRAG.UPTIME.MIN}', '10m', 'An agent that is younger has been restarted.'),
    Macro('{$MEMFRAG.ZONE.MATCHES}', '.*', 'Zones to discover.'),
    Macro('{$MEMFRAG.ZONE.NOT_MATCHES}', '^DMA$',
          'Zones not to discover. DMA is small, and none of the usual allocations use it.'),
    Macro('{$MEMFRAG.ZONE.PERIOD}', '5m', 'So long a zone is over its thresholds before it is a problem.'),
    Macro('{$MEMFRAG.ZONE.UNUSABLE.WARN}', '80',
          'Percent of unusable free memory of a watched zone. With the zone as context for one.'),
    Macro('{$MEMFRAG.ZONE.UNUSABLE.HIGH}', '95', 'The same, for the higher severity.'),
    Macro('{$MEMFRAG.ZONE.BLOCKS.WARN}', '8192',
          'With so many blocks available the share is no problem. With the zone as context for one.'),
    Macro('{$MEMFRAG.ZONE.BLOCKS.HIGH}', '128', 'The same, for the higher severity.'),
    Macro('{$MEMFRAG.ZONE.ORDER.MAX}', '8',
          'The thresholds of zones count while the deciding order is at most this: an allocation of order 9, a huge page, falls'
          ' back to small pages.'),
)
