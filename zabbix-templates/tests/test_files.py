"""The files are current, and the two templates say the same."""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

from tests.zabbixjs import TEMPLATES, template

import items
import triggers

HTTP, AGENT = (template.exported(way)['zabbix_export'] for way in template.WAYS)
MACRO = re.compile(r'\{\$[A-Z._]+')


def everything(data):
    """Each part of it that is a map."""
    if isinstance(data, dict):
        yield data
        data = data.values()
    if not isinstance(data, str):
        for part in data:
            yield from everything(part)


class FilesTest(unittest.TestCase):
    def test_they_are_current(self):
        subprocess.check_call([sys.executable, os.path.join(TEMPLATES, 'generate'), '--check'])

    def test_the_generator_says_what_is_not_current(self):
        with tempfile.TemporaryDirectory() as folder:
            copy = shutil.copytree(TEMPLATES, os.path.join(folder, 'copy'))
            with open(os.path.join(copy, template.ByHttp.file), 'a') as file:
                file.write('# edited by hand')
            ran = subprocess.run([os.path.join(copy, 'generate'), '--check'], stderr=subprocess.PIPE, text=True)
        self.assertEqual(ran.returncode, 1)
        self.assertIn('run zabbix-templates/generate: linux_memory_fragmentation_http.yaml\n', ran.stderr)


class UuidTest(unittest.TestCase):
    def test_each_is_of_version_4_and_there_once(self):
        seen = [part['uuid'] for exported in (HTTP, AGENT) for part in everything(exported) if 'uuid' in part]
        for uuid in seen:
            self.assertRegex(uuid, '^[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}$')
        groups = [group['uuid'] for group in HTTP['groups']]
        own = [uuid for uuid in seen if uuid not in groups]
        self.assertEqual(len(own), len(set(own)))


class SameTest(unittest.TestCase):
    def test_both_templates_differ_in_the_master_item_and_the_way_there_only(self):
        def common(way, exported):
            text = json.dumps(exported).replace(way.name, 'NAME').replace(json.dumps(way.master()['key'])[1:-1], 'MASTER')
            data = json.loads(text)
            own = data['templates'][0]
            del own['description'], own['items'][0]
            own['macros'] = [macro for macro in own['macros'] if macro['macro'] not in {each.name for each in way.macros}]
            for part in everything(data):
                part.pop('uuid', None)
            return data
        self.assertEqual(common(template.ByHttp, HTTP), common(template.ByZabbixAgent, AGENT))


class MacroTest(unittest.TestCase):
    def test_each_that_is_used_is_declared_and_each_declared_is_used(self):
        with open(os.path.join(TEMPLATES, 'remediation', 'memfrag_actions')) as file:
            by_webhooks = set(MACRO.findall(file.read()))
        for exported, elsewhere in ((HTTP, by_webhooks), (AGENT, set())):
            own = exported['templates'][0]
            declared = {macro['macro'].rstrip('}') for macro in own['macros']}
            for macro in own['macros']:
                self.assertTrue(macro['description'])
            without = dict(own, macros=[])
            used = set(MACRO.findall(json.dumps([without, exported['triggers']])))
            self.assertEqual(declared, used | elsewhere)

    def test_only_passwords_are_secret(self):
        secret = [macro['macro'] for exported in (HTTP, AGENT) for macro in exported['templates'][0]['macros'] if 'type' in macro]
        self.assertEqual(secret, ['{$MEMFRAG.PASSWORD}', '{$MEMFRAG.RELIEF.PASSWORD}'])


class DashboardTest(unittest.TestCase):
    def setUp(self):
        self.widgets = [widget for page in template.dashboard.pages('T') for widget in page['widgets']]

    @staticmethod
    def values(widget, name):
        return [field['value'] for field in widget['fields'] if field['name'] == name]

    def test_no_value_is_shown_with_the_number_that_zabbix_adds_to_mapped_ones(self):
        mapped = {one.key for one in items.HOST if one.value_map and not one.of}
        for widget in self.widgets:
            if widget['type'] == 'ITEM' and template.dashboard.VALUE in self.values(widget, 'show'):
                key = self.values(widget, 'itemid')[0]['key']
                self.assertNotIn(key, mapped)

    def test_texts_are_there_however_short_the_time_is_that_the_graphs_show(self):
        texts = [widget for widget in self.widgets if widget['type'] == 'PLAIN_TEXT']
        self.assertEqual([self.values(widget, 'time_period.from') for widget in texts], [['now-31d']] * len(texts))

    def test_what_is_listed_once_has_no_other_step_that_would_make_zabbix_forget_it(self):
        listed = [field['value']['key'] for widget in self.widgets for field in widget['fields'] if field['name'] == 'itemids']
        for one in items.HOST:
            if one.key in listed and one.once:
                self.assertEqual([step['type'] for step in one.preprocessing], ['DISCARD_UNCHANGED'])
        self.assertEqual([key for key in listed if key.endswith('.list')], [one.key for one in items.HOST if one.once])

    def test_each_word_of_a_value_map_has_no_digit_that_the_next_replacement_would_find(self):
        for one in items.HOST:
            if one.of and one.value_map:
                self.assertNotRegex(''.join(items.VALUE_MAPS[one.value_map].values()), '[0-9]')


class ItemTest(unittest.TestCase):
    def test_each_has_a_description_and_a_component(self):
        for part in everything(HTTP):
            if 'key' in part and 'value_type' in part:
                self.assertTrue(part['description'], part['key'])
        for one in items.HOST:
            self.assertTrue(one.component)

    def test_what_a_trigger_looks_at_over_time_is_stored_at_each_poll(self):
        by_key = {one.key: one for one in items.HOST + tuple(each for discovery in items.DISCOVERIES for each in discovery.items)}
        for trigger in triggers.HOST_TRIGGERS + triggers.ZONE_TRIGGERS:
            for key in re.findall(r'/HOST/([a-z.]+(?:\[[^]]*\])?)', trigger.expression + trigger.recovery):
                # Of a relief only the last time and outcome are looked at, of warnings whether they have changed.
                self.assertFalse(by_key[key].seldom
                                 and key not in ('memfrag.relief.time', 'memfrag.relief.outcome', 'memfrag.warnings'),
                                 '%s: %s' % (trigger.name, key))

    def test_no_error_outlasts_its_cause(self):
        """Zabbix 6.0 keeps an item's error until a value is stored, and one that is unchanged is not."""
        for one in items.HOST:
            if one.seldom:
                self.assertNotIn('CUSTOM_ERROR', [step.get('error_handler') for step in one.preprocessing], one.key)

    def test_what_is_not_of_the_past_has_an_error_while_the_agent_does_not_answer(self):
        lasting = {one.key for one in items.HOST if one.lasting}
        self.assertEqual({key for key in lasting if '.last' not in key and '.relief.' not in key}, {'memfrag.warnings'})
        for one in items.HOST:
            if one.value_type in (items.FLOAT, items.UNSIGNED) and not one.lasting and not one.formula:
                self.assertEqual(one.preprocessing[0]['error_handler'], 'CUSTOM_ERROR', one.key)

    def test_what_a_trigger_tells_of_exists(self):
        keys = {one.key for one in items.HOST}
        for trigger in triggers.HOST_TRIGGERS:
            for key in re.findall(r'\{HOST\.HOST\}/([a-z.]+)', trigger.event_name):
                self.assertIn(key, keys)


class ReadmeTest(unittest.TestCase):
    def test_a_discovery_tells_its_filters_and_overrides(self):
        with open(os.path.join(TEMPLATES, 'README.md')) as file:
            zones, = [line for line in file if line.startswith('|Memfrag: Zones discovery|')]
        for wanted in ('{#ZONE} matches regular expression `{$MEMFRAG.ZONE.MATCHES}`',
                       '{#ZONE} does not match regular expression `{$MEMFRAG.ZONE.NOT_MATCHES}`',
                       'where {#WATCHED} matches regular expression `^0$`: trigger prototypes whose names contain `Memfrag`: not'
                       ' discovered'):
            self.assertIn(wanted, zones)


class IntervalTest(unittest.TestCase):
    def test_the_interval_names_each_period_that_must_go_with_it(self):
        """Those of which a trigger wants several values."""
        interval, = [macro for macro in triggers.THRESHOLDS if macro.name == '{$MEMFRAG.INTERVAL}']
        for trigger in triggers.HOST_TRIGGERS + triggers.ZONE_TRIGGERS:
            for period in re.findall(r'\{\$MEMFRAG[A-Z.]*\.PERIOD\}', trigger.expression + trigger.recovery):
                # These are of hours.
                if period not in ('{$MEMFRAG.FAILURES.PERIOD}', '{$MEMFRAG.RELIEF.FAILED.PERIOD}'):
                    self.assertIn(period, interval.description, trigger.name)


class TriggerTest(unittest.TestCase):
    def test_one_trigger_of_a_host_calls_for_a_relief(self):
        every = triggers.HOST_TRIGGERS + triggers.ZONE_TRIGGERS
        tagged = [trigger.name for trigger in every if triggers.RELIEVABLE in trigger.tags]
        self.assertEqual(tagged, [triggers.CRITICAL])

    def test_a_problem_of_the_verdict_ends_on_a_known_better_state_only(self):
        """A lost poll stores UNKNOWN (3), which is above all others."""
        for name, better in ((triggers.CRITICAL, '"lt","2"'), (triggers.WARNING, '"eq","0"')):
            one, = (trigger for trigger in triggers.HOST_TRIGGERS if trigger.name == name)
            self.assertTrue(one.recovery.endswith(' and count(/HOST/memfrag.state,#3,%s)=3' % better), one.recovery)

    def test_each_has_its_threshold_in_a_macro(self):
        for trigger in triggers.HOST_TRIGGERS + triggers.ZONE_TRIGGERS:
            # A text has none.
            if 'length(' not in trigger.expression:
                self.assertIn('{$MEMFRAG.', trigger.expression, trigger.name)


if __name__ == '__main__':
    unittest.main()
