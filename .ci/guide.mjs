// What a reader of the guide gets, in Chromium: see .ci/guide.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";

const { BOOK, PDF, SHOTS } = process.env;
const faults = [];
const fault = (what) => faults.push(what);
// print.html is all of them at once, toc.html a list for readers without scripts.
const pages = readdirSync(BOOK).filter((it) => it.endsWith(".html") && !["404.html", "print.html", "toc.html"].includes(it));
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-dev-shm-usage"] });

async function open(file, width, media) {
    const context = await browser.newContext({ viewport: { width, height: 800 }, offline: true });
    const page = await context.newPage();
    await page.emulateMedia({ media });
    await page.goto(`file://${join(BOOK, file)}`, { waitUntil: "load" });
    return { context, page };
}

/** What is wider than its place: the page itself, a table, a listing, a picture. */
async function wide(file, width, media) {
    const { context, page } = await open(file, width, media);
    const found = await page.evaluate(() => {
        const body = document.documentElement;
        const told = body.scrollWidth > body.clientWidth ? [`the page is ${body.scrollWidth} px wide`] : [];
        for (const it of document.querySelectorAll(".content .table-wrapper, .content pre, .content pre > code")) {
            // A pixel is rounding.
            if (it.scrollWidth > it.clientWidth + 1) told.push(`${it.scrollWidth} px in ${it.clientWidth}: ${it.innerText.slice(0, 60)}`);
        }
        return told;
    });
    for (const it of found) fault(`${file} at ${width} px (${media}): ${it}`);
    if (SHOTS && width === 390) await page.screenshot({ path: join(SHOTS, `${file}.png`), fullPage: true });
    await context.close();
}

/** Headings, pictures and links of a page. */
async function whole(file) {
    const { context, page } = await open(file, 1280, "screen");
    const { heads, blank, links, levels } = await page.evaluate(() => ({
        heads: document.querySelectorAll(".content h1").length,
        levels: [...document.querySelectorAll(".content main :is(h1, h2, h3, h4)")].map((it) => Number(it.tagName[1])),
        blank: [...document.querySelectorAll(".content img")].filter((it) => !it.naturalWidth || !it.alt).map((it) => it.src),
        links: [...document.querySelectorAll(".content main a[href]")].map((it) => it.href),
    }));
    if (heads !== 1) fault(`${file} has ${heads} titles`);
    levels.forEach((level, at) => {
        if (at > 0 && level > levels[at - 1] + 1) fault(`${file}: heading ${at + 1} skips a level`);
    });
    for (const it of blank) fault(`${file}: the picture ${it} is not there, or has no words`);
    for (const link of links.filter((it) => it.startsWith("file:"))) {
        const { pathname, hash } = new URL(link);
        const target = decodeURIComponent(pathname);
        if (!existsSync(target)) fault(`${file}: ${link} leads nowhere`);
        else if (hash) {
            const other = await context.newPage();
            await other.goto(`file://${target}`);
            const id = decodeURIComponent(hash.slice(1));
            if (!(await other.evaluate((id) => !!document.getElementById(id), id))) fault(`${file}: there is no ${link}`);
            await other.close();
        }
    }
    await context.close();
}

for (const file of pages) {
    await whole(file);
    await wide(file, 390, "screen");
}
// The text of a sheet of A4 with margins of 12 mm, in px of CSS.
await wide("print.html", 703, "print");
const { context, page } = await open("print.html", 703, "print");
await page.pdf({ path: PDF, format: "A4", margin: { top: "15mm", bottom: "15mm", left: "12mm", right: "12mm" } });
await context.close();
await browser.close();
console.log(`${pages.length} pages of the guide looked at`);
for (const it of faults) console.error(`guide: ${it}`);
process.exit(faults.length > 0 ? 1 : 0);
