// SPDX-License-Identifier: Apache-2.0
package org.retrace.browser;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.JavascriptException;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.retrace.it.ServerHome;

/** Chromium without a window, before one server's console. Paths are those below {@code /console}. */
public final class Browser implements AutoCloseable {

    /** How wide a window is at first. */
    static final int WIDE = 1280;

    private static final int HEIGHT = 800;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    /** Selenium warns that it has no typed bindings for this Chromium; none are used. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private final ServerHome server;
    private final URI console;
    private final ChromeDriver driver;

    Browser(ServerHome server, Programs programs) {
        this.server = server;
        console = server.uri("/console");
        // with a driver that is named, Selenium looks for none and downloads none
        System.setProperty("webdriver.chrome.driver", programs.chromedriver().toString());
        driver = new ChromeDriver(options(programs));
    }

    /** A browser before the console over TLS, which shows the certificate of its user where one is asked for. */
    Browser(ServerHome server, Programs programs, Wallet wallet) throws IOException {
        this.server = server;
        console = server.secureUri("/console");
        var options = options(programs);
        options.setAcceptInsecureCerts(true);
        options.setExperimentalOption("prefs", wallet.preferences(console));
        driver = new ChromeDriver(wallet.service(programs.chromedriver()), options);
    }

    private static ChromeOptions options(Programs programs) {
        SELENIUM.setLevel(Level.SEVERE);
        var options = new ChromeOptions();
        options.setBinary(programs.chromium().toFile());
        options.addArguments(
                "--headless",
                "--no-sandbox", // as root there is none; it shows nothing but our own pages
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--force-color-profile=srgb");
        options.setCapability("goog:loggingPrefs", Map.of(LogType.BROWSER, "ALL"));
        return options;
    }

    /** The browser of this machine. */
    public static Browser before(ServerHome server) {
        return new Browser(server, new Programs(System.getenv("PATH")));
    }

    /** Opens a page that answers with 200. */
    public void open(String path) {
        driver.get(address(path).toString());
    }

    /** Opens a page that answers with another status: its one line in the log is expected. */
    public void open(String path, int status) {
        open(path);
        var line = address(path) + " - Failed to load resource: the server responded with a status of " + status;
        var log = problems();
        if (log.size() != 1 || !log.get(0).contains(line)) {
            throw new AssertionError("not the one line of a status " + status + " in the log: " + log);
        }
    }

    /** Opens a page of another site. */
    void visit(URI elsewhere) {
        driver.get(elsewhere.toString());
    }

    /** Opens the page of tasks, fills in the form as people do, and waits for the tasks. */
    public void signIn(String account) throws IOException {
        open(TaskList.PATH);
        submit(account, server.password(account));
        await("the page of tasks", () -> here().equals(TaskList.PATH) && shows("#list"));
    }

    /** Fills in the sign-in form. */
    void submit(String name, String password) {
        find("#name").sendKeys(name);
        find("#password").sendKeys(password);
        find("button.main").click();
    }

    /** Path and query of the page that is shown. */
    public String here() {
        var address = URI.create(String.valueOf(driver.getCurrentUrl()));
        var path = address.getRawPath().substring("/console".length());
        return address.getRawQuery() == null ? path : path + "?" + address.getRawQuery();
    }

    private URI address(String path) {
        return URI.create(console + path);
    }

    public WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    /** Clicks what a page that refreshes itself may be about to replace. */
    public void click(String selector) {
        await(selector, () -> {
            find(selector).click();
            return true;
        });
    }

    public boolean shows(String selector) {
        return driver.findElements(By.cssSelector(selector)).stream().anyMatch(WebElement::isDisplayed);
    }

    /** The text of a page or of a part, as people see it. */
    public String text(String selector) {
        return find(selector).getText();
    }

    /** Presses keys, wherever the focus is. */
    public void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Goes to the page before. */
    public void back() {
        driver.navigate().back();
    }

    /** The value of an expression in the page; one that has none is a mistake in the test. */
    Object get(String expression) {
        var value = run("return " + expression);
        if (value == null) {
            throw new AssertionError(expression + " has no value");
        }
        return value;
    }

    /** Runs a script as one of the page's own; the Content-Security-Policy does not bind it. */
    public @Nullable Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Runs a script that calls its last argument with the result. */
    @Nullable
    Object runUntilItCallsBack(String script, Object... arguments) {
        return driver.executeAsyncScript(script, arguments);
    }

    /** Waits until something holds; a page that is just being left or changed is asked again. */
    public void await(String what, BooleanSupplier holds) {
        var deadline = System.nanoTime() + PATIENCE;
        while (!now(holds)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "waited in vain for " + what + "; " + driver.getCurrentUrl() + " shows:\n" + text("body"));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static boolean now(BooleanSupplier holds) {
        try {
            return holds.getAsBoolean();
        } catch (NoSuchElementException | StaleElementReferenceException | JavascriptException e) {
            return false;
        }
    }

    /** Makes the window so large, in pixels of style sheets. */
    public void resize(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Gives the system that the browser runs on these colours: {@code light} or {@code dark}. */
    public void colours(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", scheme),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    /** Cuts the browser off from every server, or connects it again. */
    void offline(boolean off) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand(
                "Network.emulateNetworkConditions",
                Map.of("offline", off, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    /** Lets the page that is shown read and write the clipboard. */
    void allowClipboard() {
        driver.executeCdpCommand(
                "Browser.grantPermissions",
                Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
    }

    /** The text in the clipboard; empty when there is none. */
    String clipboard() {
        return String.valueOf(runUntilItCallsBack(
                "navigator.clipboard.readText().then(arguments[0], why => arguments[0]('unreadable: ' + why))"));
    }

    /** Lets pages run scripts, or does not. */
    void scripts(boolean allowed) {
        driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !allowed));
    }

    /** Gives the server a session that it no longer knows, as after half an hour. */
    void forgetSession() {
        driver.manage().deleteCookieNamed("JSESSIONID");
        driver.manage().addCookie(new Cookie("JSESSIONID", "ended", "/console"));
    }

    /** Saves what the window shows. */
    public void save(Path picture) throws IOException {
        var answer = driver.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png"));
        Files.createDirectories(picture.toAbsolutePath().getParent());
        Files.write(picture, Base64.getDecoder().decode(String.valueOf(answer.get("data"))));
    }

    /**
     * What the browser complained of since this was last asked: errors, broken policies, resources that are not there.
     */
    public List<String> problems() {
        var problems = new ArrayList<String>();
        for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
            if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                problems.add(entry.getMessage());
            }
        }
        return problems;
    }

    /** A browser as good as new: nobody signed in, no page, no log, a wide and light window. */
    public void begin() {
        driver.get("about:blank");
        driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
        resize(WIDE, HEIGHT);
        colours("light");
        driver.executeCdpCommand("Emulation.setFocusEmulationEnabled", Map.of("enabled", true)); // as if in front
        problems();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
