from . import inv_stock_position_tiles
