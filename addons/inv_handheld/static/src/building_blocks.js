/*
 * What other addons build their tasks from:
 *
 *     import {Frame, NumberPad, useScan, useStation, tasks} from "@inv_handheld/building_blocks";
 *     tasks.add("count", {Screen, HomeCard, claimScan, editEvent, refusedActions});
 *
 * Screen gets the props {state, data, stamp}; HomeCard gets {card, task}.
 */
export {Alarm, compareCodes} from "./alarm/alarm";
export {CameraSheet} from "./camera_sheet/camera_sheet";
export {Frame, getCommonTools, toggleTorch} from "./frame/frame";
export {ItemCard} from "./item_card/item_card";
export {NumberPad} from "./number_pad/number_pad";
export {Sheet} from "./sheet/sheet";
export {StatusStrip} from "./status_strip/status_strip";
export {SyncChip} from "./sync_chip/sync_chip";
export {Expression, evaluate, getPackSentence} from "./base/expression";
export {useScan, useStation} from "./base/hooks";
export {Station} from "./base/station";
export {tasks} from "./base/task_registry";
export {EventQueue, QUEUED} from "./base/event_queue";
export {PhotoQueue} from "./base/photo_queue";
export {StationDatabase} from "./base/database";
export {Feedback, SIGNALS} from "./base/feedback";
export {makeKey} from "./base/keys";
export {runCommand} from "./base/commands";
export {splitCodes} from "./base/wedge";
export {formatDay, formatQuantity, formatTime, readMoment} from "./base/format";
