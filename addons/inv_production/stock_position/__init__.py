from . import inv_stock_position
