from . import stock_move
from . import stock_move_line
from . import stock_quant
from . import inv_count_poster
from . import inv_count_posting
from . import inv_count_session
