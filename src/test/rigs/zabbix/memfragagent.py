"""The agent that Zabbix watches, with the users of the README's set-up."""
from agent import Agent

READER = ('zabbix', 'Watch, only watch', ['--role', 'read'])
OPERATOR = ('zabbix-relief', 'Cure: "it"', ['--role', 'operate', '--max', 'all'])
# Who may not go as far as {$MEMFRAG.RELIEF.MAX} does unless it is set.
COMPACTOR = ('zabbix-compact', 'Cure: a bit', ['--role', 'operate', '--max', 'compact'])


def memfrag_agent(jar, kernel):
    """Has no cooldown, so that nobody waits for minutes."""
    return Agent(jar, kernel, (READER, OPERATOR, COMPACTOR), **{'relief.cooldown.drop': '0s', 'relief.cooldown.compact': '0s'})
