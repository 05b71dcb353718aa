"""The dashboard as a person sees it."""
from browser import Browser

SIZE = 1500, 1900
NOTHING_LOADS = "document.querySelectorAll('.is-loading').length === 0"
GRAPHS_ARE_THERE = ('document.images.length > 3'
                    ' && Array.from(document.images).every(image => image.complete && image.naturalWidth > 0)')


def save(zabbix, host, path, minutes):
    """Returns every text on it."""
    with Browser(*SIZE) as browser:
        browser.open(zabbix.url + 'index.php')
        browser.type('#name', 'Admin')
        browser.type('#password', 'zabbix')
        browser.click('#enter')
        browser.wait_until("document.querySelector('#name') === null")
        # Without the menu, which tells nothing and takes a fifth of the width.
        view = 'zabbix.php?action=host.dashboard.view&hostid=%s&from=now-%dm&to=now&kiosk=1' % (host.id, minutes)
        browser.open(zabbix.url + view)
        browser.wait_until("document.querySelectorAll('.dashboard-grid-widget').length > 8")
        browser.wait_until(NOTHING_LOADS)
        browser.wait_until(GRAPHS_ARE_THERE)
        browser.save_picture(path)
        return browser.run('return document.body.innerText')
