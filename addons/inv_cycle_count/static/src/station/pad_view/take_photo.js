import {_t} from "@web/core/l10n/translation";

/** Let the device take a picture; resolves with a file or null. */
function pickPhoto() {
    return new Promise((resolve) => {
        const input = document.createElement("input");
        Object.assign(input, {type: "file", accept: "image/*", capture: "environment"});
        input.addEventListener("change", () => resolve(input.files[0] || null));
        input.addEventListener("cancel", () => resolve(null));
        input.click();
    });
}

/** Keep a photo with the item; it is sent last, after all counts. */
export async function takePhoto(station, store, item) {
    const photo = await pickPhoto();
    if (!photo) {
        return;
    }
    const uuid = await store.send("note", {
        label: item.product,
        detail: _t("photo"),
        icon: "fa-camera",
        payload: {key: item.key, note: ""},
    });
    await station.photos.append(uuid, photo);
    station.notify(_t("The photo is kept."));
    station.flush();
}
