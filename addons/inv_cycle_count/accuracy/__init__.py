from . import inv_count_accuracy_reader
from . import inv_count_accuracy_estimate
from . import inv_count_accuracy
from . import inv_count_sample_plan
