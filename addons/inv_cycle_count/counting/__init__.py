from . import inv_count_tolerance
from . import inv_count_book
from . import inv_count_recording
from . import inv_count_figures
from . import inv_count_evaluation
