from . import inv_shared_stock_planner
