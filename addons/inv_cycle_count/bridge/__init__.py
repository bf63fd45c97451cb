from . import stock_quant
from . import inv_count_bridge
from . import inv_count_session
