/** Return the running camera track of the page, or a new one from the back camera. */
async function getTrack() {
    const video = document.querySelector(".o_scan_camera video");
    const running = video?.srcObject?.getVideoTracks()[0];
    if (running) {
        return running;
    }
    const stream = await globalThis.navigator.mediaDevices?.getUserMedia({
        video: {facingMode: "environment"},
    });
    return stream?.getVideoTracks()[0];
}

let kept = null;

/**
 * Switch the torch; works where the camera's track has one.
 *
 * @returns {Promise<boolean>} whether there is a torch
 */
export async function setTorch(isOn) {
    try {
        kept = kept?.readyState === "live" ? kept : await getTrack();
        if (!kept?.getCapabilities?.().torch) {
            return false;
        }
        await kept.applyConstraints({advanced: [{torch: isOn}]});
        if (!isOn && !document.querySelector(".o_scan_camera video")) {
            kept.stop();
            kept = null;
        }
        return true;
    } catch {
        return false;
    }
}
