import { App } from "antd";
import { useSettings } from "../shell/settings.js";
import type { StoredPhoto } from "./round-types.js";
import { takenPhoto } from "./taken-photo.js";

const MOST = 10;

interface Props {
  readonly photos: readonly StoredPhoto[];
  readonly onChange: (photos: readonly StoredPhoto[]) => void;
}

/** The camera of the phone, or pictures from it. */
export function PhotoField({ photos, onChange }: Props) {
  const { rounds } = useSettings().texts;
  const { message } = App.useApp();
  const add = async (files: FileList | null) => {
    try {
      const taken = await Promise.all([...(files ?? [])].map(takenPhoto));
      onChange([...photos, ...taken].slice(0, MOST));
    } catch (error) {
      message.error((error as Error).message);
    }
  };
  return (
    <label className="photo">
      <input type="file" accept="image/*" capture="environment" onChange={(event) => void add(event.target.files)} />
      {photos.length > 0 ? `${rounds.photos}: ${photos.length}` : rounds.photo}
    </label>
  );
}
