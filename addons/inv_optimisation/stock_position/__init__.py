from . import inv_stock_position
from . import inv_stock_position_action
from . import inv_stock_position_tiles
