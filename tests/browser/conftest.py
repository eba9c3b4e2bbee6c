"""A headless Chromium, the system's own."""

import os
import shutil

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="session")
def browser():
    """The browser; its absence is an error where the tests must be complete, else a skip."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("the browser tests need chromium: apt-get install chromium")
        pytest.skip("needs chromium: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield opened
        opened.close()


@pytest.fixture
def visit(browser):
    """A function path, width -> the page, opened; what it logged and asked for is in `page.noise`."""
    contexts = []

    def open_(path, width=1280, scheme="light"):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.noise = []
        page.on("console", lambda message: page.noise.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: page.noise.append(str(error)))
        page.on("request", lambda request: page.noise.append(request.url) if left_the_file(request.url, path) else None)
        page.goto(path.as_uri())
        return page

    def left_the_file(url, path):
        return not url.startswith("data:") and url.split("#")[0] != path.as_uri()

    yield open_
    for context in contexts:
        context.close()
