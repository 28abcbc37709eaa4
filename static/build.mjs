// Makes static/dist from static/src and the npm packages: hashed files, their manifest, a build id. And static/fonts, which
// is not served: the letters of the pictures that the server draws.
// Run: node static/build.mjs
import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";
import { brotliCompressSync } from "node:zlib";
import esbuild from "esbuild";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, "src");
const dist = join(here, "dist");
const fonts = join(here, "fonts");
const packages = join(here, "..", "node_modules");
const TARGET = ["chrome80", "firefox78", "safari15"];

async function styles(name) {
  const { css } = sass.compile(join(source, `${name}.scss`), { loadPaths: [source, packages], quietDeps: true });
  const { code } = await esbuild.transform(css, { loader: "css", minify: true, target: TARGET });
  return code;
}

async function script(name) {
  const built = await esbuild.build({
    entryPoints: [join(source, "js", name)],
    bundle: true,
    format: "esm",
    minify: true,
    target: TARGET,
    write: false,
  });
  return built.outputFiles[0].contents;
}

// Plotly keeps its rules in an object {"X,X div": "direction:ltr;…", …} and puts each one before those it added
// already, unless the page carries them (`#plotly.js-style-global.no-inline-styles`). X and Y are its abbreviations.
function plotlyStyles(bundle) {
  const found = bundle.match(/\{"X,X div":.*?\}(?=;for\()/s);
  if (!found) throw new Error("plotly.js: its style rules are not where they were; look into the bundle");
  const rules = Object.entries(runInNewContext(`(${found[0]})`)).reverse();
  const selector = (short) => short.replaceAll("X", ".js-plotly-plot .plotly").replaceAll("Y", ".plotly-notifier");
  return rules.map(([short, rule]) => `${selector(short)}{${rule}}`).join("\n");
}

async function collect() {
  const plotly = await readFile(join(packages, "plotly.js-basic-dist-min", "plotly-basic.min.js"));
  const files = new Map([
    ["mark.svg", await readFile(join(source, "mark.svg"))],
    ["plotly.js", plotly],
    ["plotly.css", plotlyStyles(plotly.toString())],
    ["proof.css", await readFile(join(packages, "altcha", "dist", "external", "altcha.css"))],
    ["proof-worker.js", await readFile(join(packages, "altcha", "dist", "workers", "pbkdf2.js"))],
  ]);
  for (const name of ["rate", "public", "staff", "embed"]) files.set(`${name}.css`, await styles(name));
  for (const name of (await readdir(join(source, "js"))).sort()) files.set(name, await script(name));
  return files;
}

const hash = (content) => createHash("sha256").update(content).digest("hex");

async function write(files) {
  const manifest = {};
  for (const [name, content] of files) {
    const kind = extname(name);
    manifest[name] = `${name.slice(0, -kind.length)}.${hash(content).slice(0, 10)}${kind}`;
    await writeFile(join(dist, manifest[name]), content);
    console.log(`${manifest[name].padEnd(28)} ${String(brotliCompressSync(content).length).padStart(7)} B brotli`);
  }
  const build = hash(JSON.stringify(manifest)).slice(0, 12);
  await writeFile(join(dist, "manifest.json"), `${JSON.stringify({ build, ...manifest }, null, 2)}\n`);
  console.log(`build ${build}`);
}

async function copyFonts() {
  for (const weight of ["400Regular", "700Bold"]) {
    const file = `NotoSans_${weight}.ttf`;
    await copyFile(join(packages, "@expo-google-fonts", "noto-sans", weight, file), join(fonts, file));
  }
}

for (const folder of [dist, fonts]) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
}
await write(await collect());
await copyFonts();
