import {_t} from "@web/core/l10n/translation";
import {formatDay} from "@inv_handheld/building_blocks";

/** What is said when nothing is due: the next day with work, or a spot count. */
export function nothingDueText({next_due: due}) {
    return due
        ? _t("No counts due. Next: %(day)s, %(count)s bins in %(zone)s.", {
              ...due,
              day: formatDay(due.date),
          })
        : _t("No counts due. Scan any bin for a spot count.");
}
