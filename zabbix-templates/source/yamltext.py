"""Plain data as YAML in the form that Zabbix itself exports: what the standard library lacks."""
import re

# Everything else is quoted: numbers and words such as yes must stay text.
PLAIN = re.compile(r"[A-Za-z(/][A-Za-z0-9 _.,()/%;=<>+-]*(?<! )$")
AMBIGUOUS = {'yes', 'no', 'on', 'off', 'true', 'false', 'null', 'y', 'n'}
# Words of the format, which the export leaves bare.
WORDS = {'YES', 'NO'}


def dumped(data):
    return '\n'.join(_lines(data, 0)) + '\n'


def _lines(data, depth):
    indent = '  ' * depth
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _entry(indent + key + ':', value, depth)
    else:
        for value in data:
            if isinstance(value, (dict, list)):
                yield indent + '-'
                yield from _lines(value, depth + 1)
            else:
                yield from _entry(indent + '-', value, depth)


def _entry(head, value, depth):
    if isinstance(value, (dict, list)):
        yield head
        yield from _lines(value, depth + 1)
    elif '\n' in value:
        yield head + (' |' if value.endswith('\n') else ' |-')
        for line in value.rstrip('\n').split('\n'):
            yield '  ' * (depth + 1) + line if line else ''
    else:
        yield head + ' ' + _scalar(value)


def _scalar(text):
    if text in WORDS or PLAIN.match(text) and text.lower() not in AMBIGUOUS:
        return text
    return "'" + text.replace("'", "''") + "'"
