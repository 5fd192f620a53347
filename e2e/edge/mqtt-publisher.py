"""Publishes numbered readings with QoS 1 through Eclipse Paho, across restarts of the broker. Arguments: port, messages, pause in seconds."""
import json
import sys
import threading
import time

import paho.mqtt.client as mqtt

port, messages, pause_s = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
EPOCH_MS = 1_700_000_000_000
answered = set()
everything = threading.Event()


def on_publish(_client, _userdata, mid):
    answered.add(mid)
    if len(answered) == messages:
        everything.set()


client = mqtt.Client("publisher", clean_session=False)
client.on_publish = on_publish
client.reconnect_delay_set(min_delay=1, max_delay=1)
client.connect("127.0.0.1", port)
client.loop_start()
for number in range(messages):
    # Each tenth lies about its type; the field beside it does not.
    temperature = "hot" if number % 10 == 9 else 20 + number / 10
    event = {"ts": EPOCH_MS + number * 1000, "data": {"temperature": temperature, "load": number}}
    client.publish("plant/pump-1/telemetry", json.dumps(event), qos=1)
    time.sleep(pause_s)
sys.exit(0 if everything.wait(30) else 1)
