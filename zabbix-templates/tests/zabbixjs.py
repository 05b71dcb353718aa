"""Zabbix's own JavaScript engine, and answers of real agents to give to it."""
import copy
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TEMPLATES = os.path.join(HERE, os.pardir)
sys.path[:0] = [os.path.join(TEMPLATES, 'source')]

import template  # noqa: E402

# Recorded for the check of Nagios; its folder tells of what.
RECORDED = os.path.join(TEMPLATES, os.pardir, 'nagios', 'tests', 'answers')
PROGRAM = os.environ.get('ZABBIX_JS', '/usr/bin/zabbix_js')
OK_HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n'


def recorded(name):
    """MBeans by object name."""
    with open(os.path.join(RECORDED, name + '.json'), encoding='utf-8') as file:
        return copy.deepcopy(json.load(file))


def posted(beans):
    """The body of an answer to a bulk request; None is an MBean that is not there."""
    return json.dumps([{'request': {'mbean': name, 'type': 'read'}, 'status': 200, 'value': value} if value is not None else
                       {'request': {'mbean': name, 'type': 'read'}, 'status': 404, 'error': 'no such MBean: ' + name}
                       for name, value in beans.items()])


def got(beans):
    """The body of an answer to a GET with a pattern."""
    return json.dumps({'request': {'mbean': 'memfrag:type=*', 'type': 'read'}, 'status': 200, 'value': beans})


def document(body, head=OK_HEAD, way=template.ByHttp):
    """What the step of the master item makes of it."""
    return json.loads(run(script_of(way), head + body))


def documents(answers, way=template.ByHttp):
    """The same of many at once, heads included, in their order."""
    each_of_them = 'return JSON.stringify(JSON.parse(value).map(function (value) {\n%s\n}));'
    return [json.loads(made) for made in json.loads(run(each_of_them % script_of(way), json.dumps(answers)))]


def script_of(way):
    return template.master(way)['preprocessing'][1]['parameters'][0]


def attributes_read():
    """Of each MBean, without those that an agent may leave out."""
    read = json.loads(run('var OPTIONAL = [];\n' + template.source('mbeans.js') + 'return JSON.stringify(READ);', 'nothing'))
    return [(type, attribute) for type, attributes in read.items() for attribute in attributes]


def run(script, value):
    with tempfile.NamedTemporaryFile('w', suffix='.js') as code, tempfile.NamedTemporaryFile('w') as given:
        code.write(script)
        code.flush()
        given.write(value)
        given.flush()
        ran = subprocess.run([PROGRAM, '-s', code.name, '-i', given.name], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                             text=True)
    if ran.returncode != 0:
        raise AssertionError(ran.stdout + ran.stderr)
    return ran.stdout.rstrip('\n')
