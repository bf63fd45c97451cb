from . import inv_procurement_batch
from . import stock_rule
from . import product_product
from . import account_analytic_distribution_model
from . import purchase_order_line
