from . import inv_count_session
from . import inv_count_place
from . import inv_count_line
from . import inv_count_line_builder
from . import inv_count_entry
from . import inv_count_cause
from . import stock_location
from . import inv_count_session_progress
