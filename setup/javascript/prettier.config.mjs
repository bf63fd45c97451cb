/*
 * Layout of JavaScript, XML, SCSS, CSS and JSON (CONVENTIONS, part 4).
 *
 * Install, once, into a folder that holds a copy of the files of setup/javascript:
 *     npm ci
 * Check, from the root of the repository; `--write` instead of `--check` repairs. The
 * plugin is imported here, so it is found beside this file and not beside what is checked:
 *     .environment/javascript/node_modules/.bin/prettier --check --ignore-unknown \
 *         --config .environment/javascript/prettier.config.mjs \
 *         "addons/**\/*.{js,xml,scss,css}"
 */
import xml from "@prettier/plugin-xml";

export default {
    bracketSpacing: false,
    plugins: [xml],
    printWidth: 88,
    tabWidth: 4,
    trailingComma: "es5",
    // Translatable text keeps its spaces.
    xmlWhitespaceSensitivity: "preserve",
};
