import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatCount, linesText} from "../variance_text";

/** What was just decided, refused or is being posted. */
export class VarianceStrips extends Component {
    static template = "inv_cycle_count.VarianceStrips";
    static props = {store: {type: Object}};

    get postingText() {
        const {done_count, line_count, failed_count} = this.props.store.data.posting;
        const text = _t("Posting %(done)s of %(all)s", {
            done: formatCount(done_count),
            all: formatCount(line_count),
        });
        return failed_count
            ? _t("%(posting)s, %(failed)s failed", {
                  posting: text,
                  failed: failed_count,
              })
            : text;
    }

    get failedText() {
        return _t("%(lines)s could not be posted.", {
            lines: linesText(this.props.store.data.tiles.failed.count),
        });
    }

    get waitingText() {
        return _t("%(lines)s wait: their stock is locked. They are tried again.", {
            lines: linesText(this.props.store.data.tiles.waiting.count),
        });
    }

    showFailed() {
        return this.props.store.setFilters({state: "failed"});
    }
}
