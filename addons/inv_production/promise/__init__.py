from . import inv_provider_promise
from . import inv_promise
from . import inv_promise_step
from . import product_product
from . import product_template
