-- What the rest of a register says of some of its cards: one statement, whatever its size.
--
-- Each row is a person, what was found, and words: who shares a position number with others; who
-- was born on the same day, with both names, for Python to compare; whose former name is
-- another's present one; what the establishment says of the number of the newest position.
-- A day on which very many were born was typed for want of a better one: it tells nobody apart.
WITH cards AS MATERIALIZED (
    SELECT c.person_id, c.title, c.first_name, c.last_name, c.birth_date, c.search_key,
           c.former_names, c.person_id = ANY (%(persons)s) AS asked,
           count(*) OVER (PARTITION BY c.birth_date) AS born_alike,
           EXISTS (SELECT FROM personnel_service s
                    WHERE s.register_id = c.register_id AND s.person_id = c.person_id
                      AND (s.ended_on IS NULL OR s.ended_on > %(on)s)) AS serves,
           coalesce((SELECT a.position_number FROM personnel_appointment a
                      WHERE a.register_id = c.register_id AND a.person_id = c.person_id
                      ORDER BY a.effective_on DESC, a.sequence DESC LIMIT 1), '') AS number
      FROM personnel_card c
     WHERE c.register_id = %(register)s
), shared AS (
    SELECT number FROM cards WHERE serves AND number <> ''
     GROUP BY number HAVING count(*) > 1 AND bool_or(asked)
), former AS MATERIALIZED (
    SELECT c.person_id, c.birth_date, c.asked, thai_search_key(name) AS search_key
      FROM cards c, string_to_table(c.former_names, ',') AS name
     WHERE c.former_names <> ''
     UNION
    SELECT c.person_id, c.birth_date, c.asked, thai_search_key(n.old_name)
      FROM personnel_namechange n JOIN cards c USING (person_id)
     WHERE n.register_id = %(register)s
), renamed AS (
    SELECT f.person_id AS one, c.person_id AS other
      FROM former f JOIN cards c ON c.search_key = f.search_key AND c.person_id <> f.person_id
     WHERE (f.asked OR c.asked)
       AND (f.birth_date IS NULL OR c.birth_date IS NULL
            OR starts_with(f.birth_date, c.birth_date) OR starts_with(c.birth_date, f.birth_date))
)
SELECT a.person_id, 'number', ARRAY[a.number, a.title, a.first_name, a.last_name]
  FROM cards a JOIN shared USING (number)
 WHERE a.serves
UNION ALL
SELECT a.person_id, 'born',
       ARRAY[b.title, b.first_name, b.last_name, a.first_name, a.last_name]
  FROM cards a JOIN cards b ON b.birth_date = a.birth_date AND b.person_id <> a.person_id
 WHERE a.asked AND length(a.birth_date) = 10 AND a.born_alike <= 20
UNION ALL
SELECT pair.one, 'former', ARRAY[b.title, b.first_name, b.last_name]
  FROM (SELECT one, other FROM renamed UNION SELECT other, one FROM renamed) AS pair
  JOIN cards b ON b.person_id = pair.other
UNION ALL
SELECT a.person_id, 'seat',
       ARRAY[a.number, (open.id IS NOT NULL)::text,
             (open.id IS NULL AND EXISTS (
                SELECT FROM personnel_seat s
                 WHERE s.register_id = %(register)s AND s.number = a.number
                   AND s.closed_on <= %(on)s))::text,
             (holder.person_id = a.person_id OR NOT EXISTS (
                SELECT FROM personnel_seatholding h WHERE h.register_id = %(register)s))::text,
             holder.title, holder.first_name, holder.last_name]
  FROM cards a
  LEFT JOIN personnel_seat open
         ON open.register_id = %(register)s AND open.number = a.number
        AND open.opened_on <= %(on)s AND (open.closed_on IS NULL OR open.closed_on > %(on)s)
  LEFT JOIN personnel_seatholding held
         ON held.seat_id = open.id AND held.started_on <= %(on)s
        AND (held.ended_on IS NULL OR held.ended_on > %(on)s)
  LEFT JOIN cards holder ON holder.person_id = held.person_id
 WHERE a.asked AND a.serves AND a.number <> ''
   AND EXISTS (SELECT FROM personnel_seat s WHERE s.register_id = %(register)s)
