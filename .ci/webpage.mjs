// What a reader of the web page gets, in Chromium: see .ci/webpage.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const { PAGE, FACTS, TEXTS, SHOTS } = process.env;
const run = (program, ...args) => execFileSync(program, args, { encoding: "utf8", maxBuffer: 1 << 28 });
const url = `file://${PAGE}`;
const ledger = JSON.parse(readFileSync(FACTS, "utf8"));
const facts = new Map(ledger.facts.map((fact) => [fact.id, fact]));
const faults = [];
const fault = (what) => faults.push(what);
const langs = [...new Set(ledger.passages.map((it) => it.lang))];
const bare = (text) => text.replace(/[\s|\u00ad]/g, "");

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-dev-shm-usage"] });

/** Opens the page in a language; scripts are off unless a tool has to run one. */
async function open(lang, options) {
    const context = await browser.newContext({ javaScriptEnabled: false, offline: true, ...options });
    const page = await context.newPage();
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    page.on("console", (message) => fault(`the console says: ${message.text()}`));
    await page.goto(url);
    // One language leaves no choice.
    const choices = await page.locator("header.bar label").count();
    if (choices !== (langs.length > 1 ? langs.length : 0)) fault(`${choices} choices of ${langs.length} languages`);
    if (choices) await page.click(`label[for=in-${lang}]`);
    return { context, page, asked };
}

/** Nothing is wider than the screen, down to 320 px. */
async function widths(lang) {
    for (const width of [320, 360, 390, 600, 768, 1024, 1280, 1600]) {
        const { context, page, asked } = await open(lang, { viewport: { width, height: 800 } });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        if (wide > width) fault(`${lang} at ${width} px is ${wide} px wide`);
        if (asked.length !== 1) fault(`it asked for ${asked.join(", ")}`);
        await context.close();
    }
}

/** axe, by day and by night, closed and with a sheet open. */
async function accessible(lang) {
    for (const width of [390, 1280]) {
        for (const colorScheme of ["light", "dark"]) {
            const viewport = { width, height: 800 };
            const { context, page } = await open(lang, { viewport, colorScheme, javaScriptEnabled: true, bypassCSP: true });
            await page.addScriptTag({ content: axe });
            for (const state of ["closed", "unfolded", "sheet"]) {
                if (state === "unfolded") {
                    await page.evaluate(() => document.querySelectorAll("details").forEach((it) => (it.open = true)));
                } else if (state === "sheet") {
                    await page.locator(`article#${lang} a.n:visible`).first().click();
                }
                const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
                const found = await page.evaluate((tags) => axe.run({ runOnly: tags }), tags);
                for (const it of found.violations) {
                    fault(`axe, ${lang} ${width} ${colorScheme} ${state}: ${it.id}: ${it.nodes[0].html.slice(0, 200)}`);
                }
                if (SHOTS) await page.screenshot({ path: `${SHOTS}/${lang}-${width}-${colorScheme}-${state}.png` });
            }
            await context.close();
        }
    }
}

/** Every number opens its row over the foot of the page, which stays where it is; the row is that of facts.json. */
async function rows(lang) {
    const { context, page } = await open(lang, { viewport: { width: 390, height: 800 } });
    const links = await page.$$eval(`article#${lang} a.n`, (all) => all.map((it) => it.getAttribute("href")));
    const shown = ledger.passages.filter((it) => it.lang === lang).flatMap((it) => it.facts.map((fact) => fact.id));
    const opened = new Set();
    await page.evaluate(() => document.querySelectorAll("details").forEach((it) => (it.open = true)));
    for (const [nth, link] of links.entries()) {
        if (opened.has(link)) continue;
        const number = page.locator(`article#${lang} a.n`).nth(nth);
        await number.scrollIntoViewIfNeeded();
        const before = await page.evaluate(() => scrollY);
        await number.click();
        const row = await page.evaluate(() => {
            const sheet = document.querySelector(".sheet:target");
            if (!sheet) return null;
            const text = (selector) => sheet.querySelector(selector).textContent;
            const { top, bottom } = sheet.getBoundingClientRect();
            const close = document.querySelector(".close").getBoundingClientRect();
            return {
                fact: text("dd code:only-child"), value: text(".v"), lo: text(".lo"), hi: text(".hi"), formula: text(".f"),
                cells: [...sheet.querySelectorAll(".cell")].map((it) => it.textContent),
                // The way back stands below it, and covers nothing of it.
                isAtFoot: top > 0 && bottom <= close.top + 0.5 && Math.abs(close.bottom - innerHeight) < 2, scroll: scrollY,
            };
        });
        await page.locator(".close").click();
        if (!row) { fault(`${lang}: ${link} opens nothing`); continue; }
        if (await page.evaluate(() => document.querySelector(".sheet:target") !== null)) fault(`${link} does not close`);
        const fact = facts.get(row.fact);
        if (!fact) { fault(`${link} is about ${row.fact}, which facts.json does not have`); continue; }
        opened.add(link).add(row.fact);
        if (!row.isAtFoot) fault(`${link} does not stand at the foot`);
        if (row.scroll !== before) fault(`${link} moves the page from ${before} to ${row.scroll}`);
        if (![...fact.names.map((name) => `#${name}`)].some((name) => link === name || link.startsWith(`${name}.`))) {
            fault(`${link} is no name of ${fact.id}`);
        }
        const same = (what, is, ought) => is === ought || fault(`${link}: ${what} is ${is} and not ${ought}`);
        same("the value", row.value, fact.value);
        same("the lower bound", row.lo, fact.lo ?? "∞");
        same("the upper bound", row.hi, fact.hi ?? "∞");
        same("the formula", row.formula, fact.formula);
        same("the number of cells", row.cells.length, fact.operands.length);
        fact.operands.forEach((it, nth) => {
            const parts = [it.printed, it.vintage, it.source, it.cell, it.indicator, it.area, it.period];
            const missing = parts.filter((part) => !(row.cells[nth] ?? "").includes(part));
            if (missing.length) fault(`${link}: its cell lacks ${missing.join(", ")}`);
        });
    }
    const lacking = shown.filter((id) => !opened.has(id));
    if (lacking.length) fault(`${lang}: no number of the page leads to ${[...new Set(lacking)].join("; ")}`);
    console.log(`${lang}: ${links.length} numbers, ${[...opened].length / 2} rows opened and closed`);
    await context.close();
}

/** On paper nothing is folded and nothing is left away: the data below figures, and the row of each number. */
async function paper(lang) {
    const { context, page } = await open(lang, {});
    const path = `${TEXTS}/paper.pdf`;
    await page.pdf({ path, preferCSSPageSize: true });
    const folded = await page.$$eval(`article#${lang} details td`, (all) => all.map((it) => it.textContent));
    const rows = await page.$$eval(".sheet :is(.f, .cell)", (all) => all.map((it) => it.textContent));
    const text = bare(run("pdftotext", "-raw", path, "-"));
    const missing = [...folded, ...rows].filter((it) => !text.includes(bare(it)));
    // A row may go over from one column to the next.
    if (missing.length > rows.length / 50) fault(`${lang}: paper lacks ${missing.length}, “${missing[0]}”`);
    console.log(`${lang}: ${folded.length} folded cells and ${rows.length} lines of rows on paper, ${missing.length} parted`);
    await context.close();
}

/** What the page says is what the ledger says and the PDF prints. */
async function sentences(lang) {
    const { context, page } = await open(lang, {});
    const text = bare(await page.evaluate((lang) => {
        const article = document.querySelector(`article#${lang}`).cloneNode(true);
        article.querySelectorAll("sup").forEach((it) => it.remove());
        return article.textContent;
    }, lang));
    const own = ledger.passages.filter((it) => it.lang === lang);
    for (const it of own) {
        if (!text.includes(bare(it.text))) fault(`${it.place}: the page lacks “${it.text}”`);
    }
    // A line of the PDF may end in a hyphen, a page in a running foot: what is said is compared by its numerals
    // and words, not by its lines.
    const pdf = bare(readFileSync(`${TEXTS}/${lang}.txt`, "utf8")).replaceAll("-", "");
    const edge = (it) => bare(it.text).replace(/\[[epub]\]/g, "").replaceAll("-", "").slice(0, 14);
    const missing = own.filter((it) => it.kind === "sentence" && !pdf.replace(/\[[epub]\]/g, "").includes(edge(it)));
    if (missing.length > own.length / 50) fault(`${lang}: the PDF lacks ${missing.length} sentences, “${missing[0].text}”`);
    console.log(`${lang}: ${own.length} passages on the page; ${missing.length} begin otherwise in the PDF's text`);
    await context.close();
}

for (const lang of langs) {
    await widths(lang);
    await accessible(lang);
    await sentences(lang);
    await rows(lang);
    await paper(lang);
}
await browser.close();
faults.slice(0, 40).forEach((it) => console.error(it));
console.log(`${faults.length} faults`);
process.exit(faults.length ? 1 : 0);
