import { MAX_ATTACHMENT_BYTES } from "@phm/domain";
import { App, Button, Card, Upload } from "antd";
import { useState } from "react";
import { useSettings } from "../shell/settings.js";
import { whenIn } from "../shell/when.js";
import { attach, attachmentUrl } from "./ticket-api.js";
import { type TicketProps, useChange, useMay } from "./use-change.js";

const BYTES_PER_MB = 1024 * 1024;

/** Photos and other files of the order. */
export function FilesCard({ read, onChanged }: TicketProps) {
  const { texts, language, person, role } = useSettings();
  const { message } = App.useApp();
  const change = useChange(onChanged);
  const may = useMay(read, "attach");
  const [isUnderWay, setUnderWay] = useState(false);
  const { id, work, people } = read.ticket;
  const files = work?.attachments ?? [];
  if (files.length === 0 && may === "not_now") return null;
  const add = async (file: File) => {
    if (file.size > MAX_ATTACHMENT_BYTES) {
      message.error(`${file.name}: ${texts.ticket.tooLarge} ${MAX_ATTACHMENT_BYTES / BYTES_PER_MB} MB`);
      return;
    }
    setUnderWay(true);
    await change(() => attach(read, file, { actor: person, role }));
    setUnderWay(false);
  };
  const button = (
    <Upload
      accept="image/*,video/*,.pdf,.csv,.txt"
      showUploadList={false}
      disabled={may === "not_yours"}
      beforeUpload={(file) => {
        void add(file);
        return false;
      }}
    >
      <Button size="small" loading={isUnderWay} disabled={may === "not_yours"}>
        {texts.command.attach}
      </Button>
    </Upload>
  );
  return (
    <Card size="small" title={texts.ticket.files} extra={may !== "not_now" && button}>
      {files.length === 0 && <p className="quiet">{texts.ticket.noFiles}</p>}
      <ul className="files">
        {files.map((file) => (
          <li className="line" key={file.number}>
            <a className="file" href={attachmentUrl(id, file.number)} download={file.name}>
              {file.contentType.startsWith("image/") && (
                <img className="file-image" src={attachmentUrl(id, file.number)} alt="" loading="lazy" />
              )}
              {file.name}
            </a>
            <span className="quiet">{`${people[file.person] ?? file.person} · ${whenIn(language, file.time)}`}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
