/**
 * Four files as the examples of docs/inputs.md declare them: run times in a column `duration`, some of them empty; a user without
 * a date; devices, of which one is there twice; an experiment of a device that is not there, in line 5; and a file that is not read.
 */
export const DEVICE_FILES = {
  'users.csv': [
    'user_id,name,email,signup_date',
    '1,Alice,alice@example.com,2023-01-01',
    '2,Bob,bob@example.com,',
    '3,Carol,carol@example.com,2023-12-31',
    '4,Dave,dave@example.com,2023-12-31',
  ],
  'user_experiments.csv': [
    'experiment_id,user_id,experiment_compound_ids,duration,device_id',
    '1,1,1,10,1',
    '2,1,1,,1',
    '3,1,1,30,2',
    '4,2,1,,9',
    '5,3,1,0,2',
  ],
  'compounds.csv': ['compound_id,compound_name,compound_structure', '1,Water,O'],
  'devices.csv': ['device_id,device_name', '1,Rig A', '2,Rig B', '01,Rig A again'],
  'devices_old.csv': ['device_id,device_name', '3,Rig C'],
} as const;

/** Settings with which a run of them publishes, though one of three devices is rejected. */
export const DEVICE_SETTINGS = { ETL_MAX_REJECT_RATIO: '0.5' } as const;
