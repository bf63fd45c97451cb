/*
 * Rules for the JavaScript of the addons (CONVENTIONS, part 4).
 *
 * Install, once, into a folder that holds a copy of the files of setup/javascript:
 *     npm ci
 * Check, from the root of the repository. The working directory matters: ESLint ignores
 * files outside of it. This file and node_modules stay together in .environment:
 *     .environment/javascript/node_modules/.bin/eslint \
 *         --config .environment/javascript/eslint.config.mjs addons
 */
import js from "@eslint/js";
import globals from "globals";

const MAX_COMPLEXITY = 12;
const MAX_FILE_LINES = 300;
const MAX_FUNCTION_LINES = 40;
const MAX_ARGUMENTS = 6;

export default [
    {ignores: ["**/static/lib/**", "**/static/src/lib/**"]},
    js.configs.recommended,
    {
        files: ["**/*.js"],
        languageOptions: {
            ecmaVersion: 2024,
            sourceType: "module",
            globals: {
                ...globals.browser,
                odoo: "readonly",
                luxon: "readonly",
                Chart: "readonly",
            },
        },
        linterOptions: {reportUnusedDisableDirectives: "error"},
        rules: {
            complexity: ["error", MAX_COMPLEXITY],
            curly: "error",
            eqeqeq: ["error", "smart"],
            "max-lines": ["error", MAX_FILE_LINES],
            "max-params": ["error", MAX_ARGUMENTS],
            "no-console": "error",
            "no-param-reassign": "error",
            "no-restricted-globals": [
                "error",
                "event",
                "self",
                "localStorage",
                "sessionStorage",
            ],
            "no-restricted-syntax": [
                "error",
                {
                    selector: "PrivateIdentifier",
                    message: "OWL and patch() cannot override #private members.",
                },
            ],
            "no-shadow": "error",
            "prefer-const": "error",
        },
    },
    {
        files: ["**/static/src/**/*.js"],
        rules: {
            "max-lines-per-function": [
                "error",
                {max: MAX_FUNCTION_LINES, skipBlankLines: true, skipComments: true},
            ],
        },
    },
];
