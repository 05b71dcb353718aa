"""What Zabbix must show, as the MBeans themselves say it."""
import time

SAME = {
    'memfrag.state': ('Fragmentation', 'State'), 'memfrag.state.now': ('Fragmentation', 'State'), 'memfrag.reason': ('Fragmentation', 'StateReason'),
    'memfrag.cause': ('Fragmentation', 'Cause'), 'memfrag.advice': ('Fragmentation', 'Advice'),
    'memfrag.unusable': ('Fragmentation', 'UnusableFreePercent'), 'memfrag.worst.zone': ('Fragmentation', 'WorstZone'),
    'memfrag.watch.order': ('Fragmentation', 'WatchOrder'), 'memfrag.available.blocks': ('Fragmentation', 'AvailableBlocks'),
    'memfrag.usable': ('Fragmentation', 'UsableBytes'), 'memfrag.free': ('Fragmentation', 'FreeBytes'),
    'memfrag.index': ('Fragmentation', 'FragmentationIndex'),
    'memfrag.pressure.some': ('Compaction', 'PressureSomeAvg60Percent'),
    'memfrag.pressure.full': ('Compaction', 'PressureFullAvg60Percent'),
    'memfrag.failures': ('AllocationFailures', 'Count'), 'memfrag.failures.source': ('AllocationFailures', 'Source'),
    'memfrag.failures.lost': ('AllocationFailures', 'LostRecords'),
    'memfrag.failures.last.order': ('AllocationFailures', 'LastOrder'),
    'memfrag.failures.last.message': ('AllocationFailures', 'LastMessage'),
    'memfrag.relief.step': ('Relief', 'Step'), 'memfrag.relief.cooldown': ('Relief', 'CooldownSecondsLeft'),
    'memfrag.relief.cooldown.drop': ('Relief', 'DropCooldownSecondsLeft'), 'memfrag.version': ('Agent', 'Version'),
}
OF_LAST_REPORT = {
    'memfrag.relief.conclusion': 'conclusion', 'memfrag.relief.operation': 'operation',
    'memfrag.relief.by': 'requestedBy', 'memfrag.relief.outcome': 'outcome', 'memfrag.relief.freed': 'freedBytes',
    'memfrag.relief.before': 'unusableFreePercentBefore',
    'memfrag.relief.after': 'unusableFreePercentAfter',
}
SECONDS = {'memfrag.state.since': ('Fragmentation', 'StateSince'),
           'memfrag.failures.last.time': ('AllocationFailures', 'LastTime')}
RATES = {
    'memfrag.compaction.stalls.rate': 'CompactStall', 'memfrag.compaction.failures.rate': 'CompactFail',
    'memfrag.compaction.successes.rate': 'CompactSuccess', 'memfrag.kcompactd.wakes.rate': 'CompactDaemonWake',
    'memfrag.allocation.stalls.rate': 'AllocStall', 'memfrag.thp.fallbacks.rate': 'ThpFaultFallback',
    'memfrag.pagecache.drops.rate': 'DropPagecache', 'memfrag.slab.drops.rate': 'DropSlab',
}
ZONE = {'unusable': 'UnusableFreePercent', 'blocks': 'AvailableBlocks', 'usable': 'UsableBytes', 'free': 'FreeBytes',
        'low': 'LowWatermarkBytes'}
NOT_DISCOVERED = ('DMA',)
SIZES = {'memfrag.share.under32k': (0, 1 << 15), 'memfrag.share.under256k': (1 << 15, 1 << 18),
         'memfrag.share.under2m': (1 << 18, 1 << 21), 'memfrag.share.larger': (1 << 21, 1 << 62)}
# Told by no MBean, or never twice alike; each has an expectation of its own.
OTHERWISE = ('memfrag.get', 'memfrag.answer', 'memfrag.answer.now', 'memfrag.error', 'memfrag.uptime', 'memfrag.sample.cost',
             'memfrag.heat', 'memfrag.trend', 'memfrag.forecast', 'memfrag.glance.outlook', 'memfrag.failures.new',
             'memfrag.relief.new')


def told_by_mbeans(agent):
    """By item key; None where the agent knows nothing."""
    beans = {name: agent.read(name) for name in ('Fragmentation', 'Compaction', 'AllocationFailures', 'Relief', 'Agent')}
    values = {key: beans[bean][attribute] for key, (bean, attribute) in SAME.items()}
    values.update({key: in_seconds(beans[bean][attribute]) for key, (bean, attribute) in SECONDS.items()})
    values['memfrag.failures.counted'] = int(beans['AllocationFailures']['Count'] is not None)
    values['memfrag.failures.reason'] = '\n'.join(beans['AllocationFailures']['Reasons'])
    values['memfrag.warnings'] = '\n'.join(beans['Agent']['Warnings'])
    report = beans['Relief']['LastReport'] or {}
    values['memfrag.relief.id'] = report.get('id', 0)
    values.update({key: report.get(name) for key, name in OF_LAST_REPORT.items()})
    values['memfrag.relief.time'] = in_seconds(report.get('startTime'))
    values['memfrag.relief.result'] = int(report['succeeded']) if report else 2
    values['memfrag.relief.running'] = int(beans['Relief']['Running'])
    available = beans['Relief']['Available'].values()
    values['memfrag.relief.allowed'] = sum(each['allowed'] for each in available)
    values['memfrag.relief.obstacles'] = '\n'.join(
        '%s: %s' % (each['operation'], each['obstacle']) for each in available if not each['allowed'])
    values.update({key: beans['Compaction'][name + 'PerSecond'] for key, name in RATES.items()})
    host = beans['Fragmentation']
    for key, (least, end) in SIZES.items():
        values[key] = sum(count * host['PageSizeBytes'] << order for order, count in enumerate(host['FreeBlocks'])
                          if least <= host['PageSizeBytes'] << order < end) * 100 / host['FreeBytes']
    values.update(at_a_glance(host))
    failures = beans['AllocationFailures']
    values['memfrag.failures.last'] = values['memfrag.failures.list'] = (
        'No. %d at %s UTC: %s' % (failures['Count'], time.strftime('%Y-%m-%d %H:%M:%S', time.gmtime(failures['LastTime'] / 1000)),
                                  failures['LastMessage']) if failures['Count'] else None)
    values['memfrag.relief.last'] = values['memfrag.relief.list'] = (
        'No. %(id)d, %(operation)s, %(requestedBy)s: %(conclusion)s' % report if report else None)
    for order, percent in enumerate(host['UnusableFreePercentByOrder']):
        values['memfrag.order.unusable[%d]' % order] = percent
        values['memfrag.order.free[%d]' % order] = host['FreeBlocks'][order]
    for zone in agent.read('Zone,*').values():
        if zone['Zone'] not in NOT_DISCOVERED:
            for figure, attribute in ZONE.items():
                values['memfrag.zone.%s[%d,%s]' % (figure, zone['Node'], zone['Zone'])] = zone[attribute]
    return values


def at_a_glance(host):
    values = {'memfrag.glance.' + state.lower(): host['UnusableFreePercent'] if state == host['StateName'] else 0
              for state in ('OK', 'WARNING', 'CRITICAL', 'UNKNOWN')}
    values.update({'memfrag.glance.state': host['StateName'], 'memfrag.glance.answer': 'answers',
                   'memfrag.glance.unusable': '%g %%' % host['UnusableFreePercent'],
                   'memfrag.glance.blocks': '%(AvailableBlocks)d of order %(WatchOrder)d' % host})
    return values


def in_seconds(millis):
    return None if millis is None else millis // 1000


def differences(host, told):
    """Of Zabbix's values from those of the MBeans, as text."""
    items = host.items()
    found = []
    for key, value in told.items():
        if key not in items:
            found.append('no item ' + key)
            continue
        item = items[key]
        if item['state'] == '1':
            found.append('%s: %s' % (key, item['error']))
        elif value is None or value == '':
            # Nothing is no value, or an empty one.
            if item['lastclock'] != '0' and item['lastvalue'] != '':
                found.append('%s: %s, the MBean says nothing' % (key, item['lastvalue']))
        elif not alike(item['lastvalue'], value):
            found.append('%s: %s, the MBean says %s' % (key, item['lastvalue'], value))
    unexpected = sorted(set(items) - set(told) - set(OTHERWISE))
    # The other master item is named by how it asks.
    return found + ['nobody expects ' + key for key in unexpected if not key.startswith('web.page.get[')]


def alike(shown, value):
    if isinstance(value, str):
        return shown.replace('\r\n', '\n') == value
    # Zabbix 6.0 hands out four digits after the point, shares have one.
    return abs(float(shown) - value) <= 0.06 if isinstance(value, float) else int(float(shown)) == value
