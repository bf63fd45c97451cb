import {session} from "@web/session";
import {localization} from "@web/core/l10n/localization";
import {
    translatedTerms,
    translatedTermsGlobal,
    translationIsReady,
    translationLoaded,
} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";

/** Put the server's answer where `_t` looks for it. */
export function applyTexts({modules = {}, lang_parameters: parameters}) {
    for (const [addon, {messages}] of Object.entries(modules)) {
        translatedTerms[addon] = {};
        for (const {id, string} of messages) {
            translatedTerms[addon][id] = string;
            translatedTermsGlobal[id] = string;
        }
    }
    if (parameters) {
        Object.assign(localization, {
            decimalPoint: parameters.decimal_point,
            thousandsSep: parameters.thousands_sep,
            grouping: JSON.parse(parameters.grouping),
            direction: parameters.direction,
            code: parameters.code.replace("_", "-"),
        });
    }
}

/**
 * Load the texts of the station's addons in the user's language. Without a network
 * they come from the service worker; without either the station speaks English.
 */
export async function loadTexts() {
    const lang = session.bundle_params?.lang || "en_US";
    try {
        const response = await browser.fetch(`${session.translationURL}&lang=${lang}`);
        applyTexts(await response.json());
    } catch {
        applyTexts({});
    }
    translatedTerms[translationLoaded] = true;
    translationIsReady.resolve(true);
    if (localization.direction) {
        document.documentElement.setAttribute("dir", localization.direction);
    }
}
