"""A Modbus TCP server of pymodbus: holding registers 0 to 9, and nothing behind them. Arguments: port."""
import struct
import sys

from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
from pymodbus.server import StartTcpServer

high, low = struct.unpack(">HH", struct.pack(">f", 61.5))
# int16 -12, uint16 65535, float32 61.5 with the high word first, then with the low word first, uint32 100000.
values = [65524, 65535, high, low, low, high, 1, 34464, 0, 0]
block = ModbusSequentialDataBlock(0, values)
StartTcpServer(
    context=ModbusServerContext(slaves=ModbusSlaveContext(hr=block, zero_mode=True), single=True),
    address=("127.0.0.1", int(sys.argv[1])),
    # Started again while connections of its predecessor are closing.
    allow_reuse_address=True,
)
