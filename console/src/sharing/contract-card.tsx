import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Card, Modal, Popconfirm, Table, Tag, Typography } from "antd";
import { useState } from "react";
import { Asked } from "../shell/asked.js";
import { useSettings } from "../shell/settings.js";
import { whenIn } from "../shell/when.js";
import { ContractForm } from "./contract-form.js";
import { type AssetSelection, contracts, revokeContract, type SharingContract } from "./sharing-api.js";

/** What is shared with whom; contracts are made and ended here. */
export function ContractCard() {
  const { texts, language } = useSettings();
  const t = texts.sharing;
  const query = useQuery({ queryKey: ["sharing-contracts"], queryFn: contracts });
  const client = useQueryClient();
  const { message } = App.useApp();
  const [isMaking, setMaking] = useState(false);
  const again = () => client.invalidateQueries({ queryKey: ["sharing-contracts"] });
  const end = async (id: string) => {
    try {
      await revokeContract(id);
      await again();
    } catch (error) {
      message.error((error as Error).message);
    }
  };
  return (
    <Card
      size="small"
      title={t.contracts}
      extra={
        <Button type="primary" size="small" onClick={() => setMaking(true)}>
          {t.share}
        </Button>
      }
    >
      <Asked query={query}>
        {(rows) => (
          <Table<SharingContract>
            size="small"
            rowKey="id"
            dataSource={rows}
            scroll={{ x: "max-content" }}
            locale={{ emptyText: <Typography.Text>{t.nothing}</Typography.Text> }}
            pagination={{ pageSize: 20, hideOnSinglePage: true }}
            columns={[
              { title: t.maker, dataIndex: "oem" },
              { title: t.machines, render: (_, { assets }) => <Machines assets={assets} /> },
              {
                title: t.classes,
                render: (_, { grants }) =>
                  grants.map(({ dataClass, fields }) => (
                    <Tag key={dataClass}>
                      {t.dataClass[dataClass]}
                      {fields && `: ${fields.join(", ")}`}
                    </Tag>
                  )),
              },
              { title: t.delay, render: (_, { horizon }) => horizon.delayS / 3_600 },
              { title: t.expires, render: (_, { expires }) => whenIn(language, expires) },
              { title: t.state, render: (_, { state }) => <Tag>{t.stateWord[state]}</Tag> },
              {
                title: "",
                render: (_, { id, oem, state }) =>
                  state === "active" && (
                    <Popconfirm title={t.revokeSure} okText={t.revoke} cancelText={texts.sharing.keep} onConfirm={() => end(id)}>
                      <Button size="small" danger aria-label={`${t.revoke}: ${oem}`}>
                        {t.revoke}
                      </Button>
                    </Popconfirm>
                  ),
              },
            ]}
          />
        )}
      </Asked>
      <Modal open={isMaking} destroyOnHidden footer={null} title={t.share} onCancel={() => setMaking(false)}>
        <ContractForm
          onDone={() => {
            setMaking(false);
            void again();
          }}
        />
      </Modal>
    </Card>
  );
}

function Machines({ assets }: { readonly assets: AssetSelection }) {
  const { texts } = useSettings();
  if (assets.by === "model") return <>{`${assets.manufacturer} ${assets.model} (${texts.sharing.allOfModel})`}</>;
  return <>{assets.assets.map(({ site, asset }) => `${site} / ${asset}`).join(", ")}</>;
}
