"""The least that could take a command: FastAPI, one INSERT through SQLAlchemy, no decision."""

import socket
import sys
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import uvicorn
import uvloop
from fastapi import FastAPI
from pydantic import BaseModel
from sqlalchemy import Column, Date, DateTime, MetaData, Table, Uuid, insert
from sqlalchemy.ext.asyncio import create_async_engine

from services.serving import configuration

metadata = MetaData()
filed = Table(
    "filed",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("case_id", Uuid, nullable=False),
    Column("filed_on", Date, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
)


class Filed(BaseModel):
    """An application, as it is sent."""

    case_id: UUID
    filed_on: date


def application(url: str) -> FastAPI:
    """Takes whatever comes, from whoever sends it."""
    app = FastAPI()
    engine = create_async_engine(url)

    @app.post("/filed", status_code=201)
    async def file(body: Filed) -> dict[str, str]:
        row = {"id": uuid4(), "recorded_at": datetime.now(UTC), **body.model_dump()}
        async with engine.begin() as connection:
            await connection.execute(insert(filed), row)
        return {"id": str(row["id"])}

    return app


async def serve(url: str, listener: socket.socket) -> None:
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
    await engine.dispose()
    await uvicorn.Server(configuration(application(url))).serve(sockets=[listener])


if __name__ == "__main__":
    uvloop.run(serve(sys.argv[1], socket.create_server(("127.0.0.1", int(sys.argv[2])))))
