import { Alert, Modal } from "antd";
import jsQR from "jsqr";
import { useEffect, useRef, useState } from "react";
import { useSettings } from "../shell/settings.js";
import type { Standard } from "./round-types.js";

const LOOK_EACH_MS = 150;

interface Props {
  readonly standards: readonly Standard[];
  readonly onFound: (point: string) => void;
  readonly onClose: () => void;
}

type Seen = "nothing" | "unknown" | "no_camera";

/** Looks through the camera for the label of a point of this round. */
export function ScanDialog({ standards, onFound, onClose }: Props) {
  const { rounds } = useSettings().texts;
  const video = useRef<HTMLVideoElement>(null);
  const [seen, setSeen] = useState<Seen>("nothing");
  useEffect(() => {
    const abort = new AbortController();
    const look = (address: string) => {
      const found = standards.find((standard) => standard.address === address);
      if (!found) return setSeen("unknown");
      onFound(found.code);
      onClose();
    };
    watch(video.current as HTMLVideoElement, look, abort.signal).catch(() => setSeen("no_camera"));
    return () => abort.abort();
  }, [standards, onFound, onClose]);
  return (
    <Modal open footer={null} title={rounds.scan} onCancel={onClose}>
      <p>{rounds.scanHint}</p>
      {seen === "unknown" && <Alert type="warning" showIcon title={rounds.scanUnknown} />}
      {seen === "no_camera" && <Alert type="warning" showIcon title={rounds.noCamera} />}
      <video ref={video} className="camera" muted playsInline />
    </Modal>
  );
}

/** Tells each code that comes before the camera, until aborted. @throws when there is no camera or it may not be used */
async function watch(video: HTMLVideoElement, onCode: (text: string) => void, signal: AbortSignal): Promise<void> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  const stop = () => {
    for (const track of stream.getTracks()) track.stop();
  };
  if (signal.aborted) return stop();
  signal.addEventListener("abort", stop);
  video.srcObject = stream;
  await video.play();
  const timer = setInterval(() => {
    const code = codeIn(video);
    if (code !== undefined) onCode(code);
  }, LOOK_EACH_MS);
  signal.addEventListener("abort", () => clearInterval(timer));
}

function codeIn(video: HTMLVideoElement): string | undefined {
  const { videoWidth: width, videoHeight: height } = video;
  if (width === 0) return undefined;
  const context = new OffscreenCanvas(width, height).getContext("2d");
  context?.drawImage(video, 0, 0);
  const picture = context?.getImageData(0, 0, width, height);
  return picture && jsQR(picture.data, width, height)?.data;
}
