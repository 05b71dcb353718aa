"""The dashboard as a person sees it."""
from browser import Browser

SIZE = 1500, 1500
LOADING = "document.querySelectorAll('.is-loading, .dashboard-widget-placeholder, .preloader').length"


def save(zabbix, host, path, minutes):
    """Returns every text on it."""
    with Browser(*SIZE) as browser:
        browser.open(zabbix.url + 'index.php')
        browser.type('#name', 'Admin')
        browser.type('#password', 'zabbix')
        browser.click('#enter')
        browser.wait_until("document.querySelector('#name') === null")
        browser.open('%szabbix.php?action=host.dashboard.view&hostid=%s&from=now-%dm&to=now' % (zabbix.url, host.id, minutes))
        browser.wait_until("document.querySelectorAll('.dashboard-grid-widget').length > 8")
        browser.wait_until(LOADING + ' === 0')
        # The menu tells nothing, and takes a fifth of the width.
        browser.run("document.querySelector('.sidebar').style.display = 'none'; window.dispatchEvent(new Event('resize'))")
        browser.wait_until("Array.from(document.images).every(image => image.complete && image.naturalWidth > 0)")
        browser.wait_until(LOADING + ' === 0')
        browser.save_picture(path)
        return browser.run('return document.body.innerText')
