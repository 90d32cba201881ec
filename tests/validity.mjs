// Judges pages for tests/validity.py: a page a line in, as JSON, and its problems a line out.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { HtmlValidate } from "html-validate";

const rules = JSON.parse(readFileSync(new URL("htmlvalidate.json", import.meta.url), "utf-8"));
const judge = new HtmlValidate(rules);
for await (const line of createInterface({ input: process.stdin })) {
  const report = await judge.validateString(JSON.parse(line));
  const messages = report.results.flatMap((result) => result.messages);
  process.stdout.write(JSON.stringify(messages) + "\n");
}
